"""References that do not keep their targets alive."""

from _weakref import new_reference as _new, target as _target

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
    "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize", "ReferenceError",
]

ReferenceError = ReferenceError
# The references of each target, by its identity, for counting them.
_known = {}


class ref:
    """A weak reference to an object."""

    __slots__ = ("_native", "_hash", "_key", "__callback__", "__weakref__", "__dict__")

    def __new__(cls, object, callback=None, /, *args):
        key = id(object)
        references = _known.get(key)
        if references is None:
            references = _known[key] = []
        if callback is None and cls is ref:
            for native in references:
                this = native[1]
                if type(this) is ref and this.__callback__ is None and _target(this._native) is object:
                    return this
        self = super().__new__(cls)

        def died(native, self=self):
            _forget(self)
            if self.__callback__ is not None:
                callback = self.__callback__
                self.__callback__ = None
                callback(self)

        try:
            self._native = _new(object, died)
        except TypeError:
            if not references:
                del _known[key]
            raise
        self._key = key
        self._hash = None
        self.__callback__ = callback
        references.append((self._native, self))
        return self

    def __init__(self, object, callback=None, /, *args):
        pass

    def __call__(self):
        return _target(self._native)

    def __hash__(self):
        if self._hash is None:
            target = _target(self._native)
            if target is None:
                raise TypeError("weak object has gone away")
            self._hash = hash(target)
        return self._hash

    def __eq__(self, other):
        if not isinstance(other, ref):
            return NotImplemented
        a, b = _target(self._native), _target(other._native)
        if a is None or b is None:
            return self is other
        return a == b

    def __repr__(self):
        target = _target(self._native)
        if target is None:
            return f"<weakref at {id(self):#x}; dead>"
        return f"<weakref at {id(self):#x}; to '{type(target).__module__}.{type(target).__qualname__}' at {id(target):#x}>"

    @classmethod
    def __class_getitem__(cls, arg):
        from types import GenericAlias

        return GenericAlias(cls, arg)


ref.__name__ = ref.__qualname__ = "ReferenceType"
ReferenceType = ref


def _forget(reference):
    references = _known.get(reference._key)
    if references is not None:
        references[:] = [each for each in references if each[1] is not reference]
        if not references:
            del _known[reference._key]


def getweakrefs(object, /):
    return [this for _, this in _known.get(id(object), ()) if this() is object]


def getweakrefcount(object, /):
    return len(getweakrefs(object))


class WeakMethod(ref):
    """A weak reference to a bound method: alive as long as the object is."""

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        self = ref.__new__(cls, obj, callback)
        self._function, self._type = func, type(meth)
        return self

    def __call__(self):
        obj = super().__call__()
        return None if obj is None else self._type(self._function, obj)

    def __eq__(self, other):
        return isinstance(other, WeakMethod) and self._function == other._function and ref.__eq__(self, other)

    __hash__ = ref.__hash__


class WeakValueDictionary(dict):
    """A mapping whose values are referenced weakly. The dict holds references."""

    def __init__(self, other=(), /, **kw):
        self.update(other, **kw)

    def _reference(self, key, value):
        return _KeyedReference(value, lambda reference: dict.get(self, key) is reference and dict.__delitem__(self, key), key)

    def __getitem__(self, key):
        value = dict.__getitem__(self, key)()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        dict.__setitem__(self, key, self._reference(key, value))

    def __contains__(self, key):
        reference = dict.get(self, key)
        return reference is not None and reference() is not None

    def __len__(self):
        return sum(1 for reference in dict.values(self) if reference() is not None)

    def __iter__(self):
        return iter([key for key, reference in dict.items(self) if reference() is not None])

    keys = __iter__

    def get(self, key, default=None):
        reference = dict.get(self, key)
        value = None if reference is None else reference()
        return default if value is None else value

    def items(self):
        return iter([(key, value) for key, reference in list(dict.items(self)) if (value := reference()) is not None])

    def values(self):
        return iter([value for reference in list(dict.values(self)) if (value := reference()) is not None])

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value

    def pop(self, key, *default):
        try:
            value = dict.pop(self, key)()
        except KeyError:
            value = None
        if value is None:
            if default:
                return default[0]
            raise KeyError(key)
        return value

    def update(self, other=(), /, **kw):
        for key, value in other.items() if hasattr(other, "items") else other:
            self[key] = value
        for key, value in kw.items():
            self[key] = value

    def copy(self):
        return WeakValueDictionary(self.items())

    def valuerefs(self):
        return list(dict.values(self))

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


class _KeyedReference(ref):
    __slots__ = ("key",)

    def __new__(cls, object, callback, key):
        self = ref.__new__(cls, object, callback)
        self.key = key
        return self


class WeakKeyDictionary:
    """A mapping whose keys are referenced weakly."""

    def __init__(self, dict=None):
        self.data = {}
        self._remove = lambda reference: self.data.pop(reference, None)
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter([key for reference in self.data if (key := reference()) is not None])

    keys = __iter__

    def items(self):
        return iter([(key, value) for reference, value in self.data.items() if (key := reference()) is not None])

    def values(self):
        return iter([value for reference, value in self.data.items() if reference() is not None])

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def update(self, other=(), /, **kw):
        for key, value in other.items() if hasattr(other, "items") else other:
            self[key] = value

    def copy(self):
        return WeakKeyDictionary(self)

    def keyrefs(self):
        return list(self.data)

    def clear(self):
        self.data.clear()

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


class WeakSet:
    def __init__(self, data=None):
        self.data = set()
        self._remove = self.data.discard
        if data is not None:
            self.update(data)

    def __iter__(self):
        return iter([item for reference in self.data if (item := reference()) is not None])

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self)

    def pop(self):
        while True:
            try:
                item = self.data.pop()()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            if item is not None:
                return item

    def update(self, other):
        for item in other:
            self.add(item)

    def union(self, other):
        return type(self)([*self, *other])

    def __or__(self, other):
        return self.union(other)

    def difference(self, other):
        return type(self)([item for item in self if item not in other])

    __sub__ = difference

    def intersection(self, other):
        return type(self)([item for item in other if item in self])

    __and__ = intersection

    def __eq__(self, other):
        return set(self) == set(other) if isinstance(other, WeakSet) else NotImplemented

    def __repr__(self):
        return repr({reference for reference in self.data})


class finalize:
    """Calls a function when an object is gone."""

    _registry = {}

    def __init__(self, obj, func, /, *args, **kwargs):
        self._reference = ref(obj, self._run)
        self._call = (func, args, kwargs)
        self.atexit = True
        finalize._registry[self] = None

    def _run(self, reference=None):
        return self()

    def __call__(self, _=None):
        if finalize._registry.pop(self, self) is None:
            func, args, kwargs = self._call
            return func(*args, **kwargs)

    def detach(self):
        obj = self._reference()
        if obj is not None and finalize._registry.pop(self, self) is None:
            return (obj, *self._call)

    def peek(self):
        obj = self._reference()
        if obj is not None and self in finalize._registry:
            return (obj, *self._call)

    @property
    def alive(self):
        return self in finalize._registry


class proxy:
    """Stands for an object that it does not keep alive."""

    __slots__ = ("_reference",)

    def __new__(cls, object, callback=None, /):
        self = super().__new__(cls)
        _set(self, "_reference", ref(object, None if callback is None else lambda reference: callback(self)))
        return self

    def __init__(self, object, callback=None, /):
        pass

    def __getattribute__(self, name):
        return getattr(_object(self), name)

    def __setattr__(self, name, value):
        setattr(_object(self), name, value)

    def __delattr__(self, name):
        delattr(_object(self), name)

    def __repr__(self):
        target = _object(self)
        return f"<weakproxy at {id(self):#x}; to '{type(target).__name__}' at {id(target):#x}>"

    def __str__(self):
        return str(_object(self))

    def __call__(self, *args, **kwargs):
        return _object(self)(*args, **kwargs)

    def __len__(self):
        return len(_object(self))

    def __getitem__(self, key):
        return _object(self)[key]

    def __setitem__(self, key, value):
        _object(self)[key] = value

    def __iter__(self):
        return iter(_object(self))

    def __contains__(self, item):
        return item in _object(self)

    def __eq__(self, other):
        return _object(self) == other

    __hash__ = None

    def __bool__(self):
        return bool(_object(self))


_set = object.__setattr__
_get = object.__getattribute__


def _object(this):
    target = _get(this, "_reference")()
    if target is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return target


ProxyType = CallableProxyType = proxy
ProxyTypes = (proxy,)
