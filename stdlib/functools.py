"""Functions that take or give functions."""

from types import MethodType, GenericAlias

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
    "Placeholder",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)
_MISSING = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)

    return decorate


def reduce(function, iterable, /, initial=_MISSING):
    it = iter(iterable)
    if initial is _MISSING:
        for initial in it:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in it:
        initial = function(initial, item)
    return initial


class _PlaceholderType:
    __slots__ = ()

    def __repr__(self):
        return "Placeholder"


Placeholder = _PlaceholderType()


class partial:
    """Create a new function with partial application of the given arguments and keywords."""

    __slots__ = "func", "args", "keywords", "_holes", "__dict__", "__weakref__"

    def __new__(cls, /, *args, **keywords):
        if not args:
            raise TypeError("type 'partial' takes at least one argument")
        func, *args = args
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if args and args[-1] is Placeholder:
            raise TypeError("trailing Placeholders are not allowed")
        if isinstance(func, partial):
            if func._holes:
                given = iter(args)
                head = [next(given, Placeholder) if a is Placeholder else a for a in func.args]
                args = [*head, *given]
            else:
                args = [*func.args, *args]
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = object.__new__(cls)
        self.func = func
        self.args = tuple(args)
        self.keywords = keywords
        self._holes = sum(a is Placeholder for a in args)
        return self

    def __call__(self, /, *args, **keywords):
        if self.keywords:
            keywords = {**self.keywords, **keywords}
        if self._holes:
            if len(args) < self._holes:
                raise TypeError(
                    "missing positional arguments in 'partial' call; "
                    f"expected at least {self._holes}, got {len(args)}")
            given = iter(args)
            return self.func(*[next(given) if a is Placeholder else a for a in self.args], *given, **keywords)
        return self.func(*self.args, *args, **keywords)

    def __get__(self, instance, owner=None):
        return self if instance is None else MethodType(self, instance)

    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func)]
        parts.extend(repr(a) for a in self.args)
        parts.extend(f"{k}={v!r}" for k, v in self.keywords.items())
        module = "functools." if cls is partial else f"{cls.__module__}."
        return f"{module}{cls.__qualname__}({', '.join(parts)})"

    __class_getitem__ = classmethod(GenericAlias)


class partialmethod:
    """Method descriptor with partial application of the given arguments and keywords."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"the first argument {func!r} must be a callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args), *(f"{k}={v!r}" for k, v in self.keywords.items())]
        return f"functools.partialmethod({', '.join(parts)})"

    def __get__(self, instance, owner=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(instance, owner)
            if bound is not self.func:
                return partial(bound, *self.args, **self.keywords)

        def method(receiver, /, *args, **keywords):
            return self.func(receiver, *self.args, *args, **{**self.keywords, **keywords})

        return method if instance is None else MethodType(method, instance)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


def _order(name, root, negate, or_equal):
    """A comparison made from another: `or_equal` is what equality makes of it."""

    def compare(self, other):
        answer = getattr(type(self), root)(self, other)
        if answer is NotImplemented:
            return answer
        if or_equal is True:
            return (not answer if negate else answer) or self == other
        if or_equal is False:
            return (not answer if negate else answer) and self != other
        return not answer

    compare.__name__ = name
    return compare


_CONVERSIONS = {
    "__lt__": (("__gt__", True, False), ("__le__", False, True), ("__ge__", True, None)),
    "__le__": (("__ge__", True, True), ("__lt__", False, False), ("__gt__", True, None)),
    "__gt__": (("__lt__", True, False), ("__ge__", False, True), ("__le__", True, None)),
    "__ge__": (("__le__", True, True), ("__gt__", False, False), ("__lt__", True, None)),
}


def total_ordering(cls):
    roots = {op for op in _CONVERSIONS if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)
    for name, negate, or_equal in _CONVERSIONS[root]:
        if name not in roots:
            compare = _order(name, root, negate, or_equal)
            compare.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(cls, name, compare)
    return cls


def cmp_to_key(mycmp):
    class K:
        __slots__ = ("obj",)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None

    return K


_MARK = object()




def _make_key(args, kwds, typed):
    if kwds:
        key = (*args, _MARK, *kwds.items())
    elif not typed:
        if len(args) == 1 and type(args[0]) in (int, str):
            return args[0]
        # 1 and 1.0 are told apart only by `typed`, but a lone argument that is a tuple must not pass for several.
        return (args,) if len(args) == 1 else args
    else:
        key = args
    if typed:
        key = (*key, _MARK, *map(type, args), *map(type, kwds.values()))
    return key


def _cache_info_class():
    global CacheInfo
    from collections import namedtuple

    CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])
    CacheInfo.__module__ = "functools"
    return CacheInfo


CacheInfo = None


def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _cached(function, maxsize, typed)


def cache(user_function, /):
    return _cached(user_function, None, False)


def _cached(function, maxsize, typed):
    results = {}
    hits = misses = 0

    def wrapper(*args, **kwds):
        nonlocal hits, misses
        if not kwds and not typed and len(args) == 1 and (args[0].__class__ is int or args[0].__class__ is str):
            key = args[0]
        else:
            key = _make_key(args, kwds, typed)
            hash(key)
        result = results.get(key, _MISSING)
        if result is not _MISSING:
            hits += 1
            if maxsize is not None:
                # The dict's order is that of use: what was used last is at its end.
                results[key] = results.pop(key, result)
            return result
        misses += 1
        result = function(*args, **kwds)
        if maxsize is None:
            results[key] = result
        elif maxsize:
            if key not in results and len(results) >= maxsize:
                del results[next(iter(results))]
            results[key] = result
        return result

    def cache_info():
        return (CacheInfo or _cache_info_class())(hits, misses, maxsize, len(results))

    def cache_clear():
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    update_wrapper(wrapper, function)
    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return wrapper


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            namespace = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {self.attrname!r} property.") from None
        value = namespace.get(self.attrname, _MISSING)
        if value is _MISSING:
            value = self.func(instance)
            namespace[self.attrname] = value
        return value

    __class_getitem__ = classmethod(GenericAlias)


def _find_implementation(cls, registry):
    for base in cls.__mro__:
        if base in registry and base is not object:
            return registry[base]
    match = None
    for candidate in registry:
        if candidate is not object and issubclass(cls, candidate):
            if match is None or issubclass(candidate, match):
                match = candidate
            elif not issubclass(match, candidate):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {candidate}")
    return registry[object if match is None else match]


def singledispatch(func):
    registry = {}
    found = {}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        implementation = found.get(cls)
        if implementation is None:
            implementation = found[cls] = _find_implementation(cls, registry)
        return implementation

    def classes_of(cls):
        from types import UnionType

        if isinstance(cls, UnionType):
            return cls.__args__
        return (cls,) if isinstance(cls, type) else None

    def register(cls, func=None):
        classes = classes_of(cls)
        if classes is None or not all(isinstance(c, type) for c in classes):
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            function = cls
            annotations = getattr(function, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    "Use either `@register(some_class)` or plain `@register` "
                    "on an annotated function.")
            argument, annotation = next(iter(annotations.items()))
            classes = classes_of(annotation)
            if classes is None:
                raise TypeError(f"Invalid annotation for {argument!r}. {annotation!r} is not a class.")
            func = function
        elif func is None:
            return lambda function: register(cls, function)
        for each in classes:
            registry[each] = func
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = found.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, instance, owner=None):
        def method(*args, **kwargs):
            if not args:
                raise TypeError(f"{getattr(self.func, '__name__', 'method')} requires at least 1 positional argument")
            implementation = self.dispatcher.dispatch(args[0].__class__)
            return implementation.__get__(instance, owner)(*args, **kwargs)

        method.register = self.register
        update_wrapper(method, self.func)
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
