"""Classes made of their annotations."""

from types import GenericAlias, MappingProxyType

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple",
    "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _Missing()


class _KwOnly:
    pass


KW_ONLY = _KwOnly()


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


_FIELD, _CLASS_VAR, _INIT_VAR = "field", "class", "init"


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "doc", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc):
        self.name = self.type = self._field_type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only, self.doc = kw_only, doc

    def __repr__(self):
        parts = [f"{n}={getattr(self, n)!r}" for n in self.__slots__]
        return f"Field({','.join(parts)})"

    def __set_name__(self, owner, name):
        method = getattr(type(self.default), "__set_name__", None)
        if method:
            method(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING, doc=None):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


def _kind_of(annotation):
    """Whether an annotation says ClassVar or InitVar; it may be a string."""
    if isinstance(annotation, str):
        name = annotation.split("[")[0].rpartition(".")[2].strip()
        return _CLASS_VAR if name == "ClassVar" else _INIT_VAR if name == "InitVar" else _FIELD
    if annotation is InitVar or type(annotation) is InitVar:
        return _INIT_VAR
    form = getattr(annotation, "__origin__", annotation)
    return _CLASS_VAR if getattr(form, "_name", None) == "ClassVar" and type(form).__module__ == "typing" else _FIELD


def _own_fields(cls, kw_only):
    found = []
    annotations = _annotations(cls)
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or isinstance(annotation, str) and annotation.rpartition(".")[2] == "KW_ONLY":
            kw_only = True
            continue
        default = getattr(cls, name, MISSING)
        if isinstance(default, Field):
            f = default
        else:
            if type(default).__name__ == "member_descriptor":
                default = MISSING
            f = field(default=default)
        f.name, f.type, f._field_type = name, annotation, _kind_of(annotation)
        if f._field_type != _FIELD and f.default_factory is not MISSING:
            raise TypeError(f"field {name} cannot have a default factory")
        if f.kw_only is MISSING:
            f.kw_only = kw_only
        if f._field_type == _FIELD and f.default is not MISSING and f.default.__class__.__hash__ is None:
            raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: use default_factory")
        found.append(f)
        if isinstance(cls.__dict__.get(name), Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


def _annotations(cls):
    annotate = getattr(cls, "__annotate__", None)
    if annotate is not None:
        try:
            return annotate(1)
        except NameError:
            # A name that comes later: annotations as text would do, so any value does.
            from annotationlib import Format, get_annotations

            return get_annotations(cls, format=Format.FORWARDREF)
    return cls.__dict__.get("__annotations__", {})


class _Factory:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _Factory()


def _make_init(cls, all_fields, frozen, has_post_init, slots):
    """A function written for just these fields, so that a wrong call is refused in the usual words."""
    standard = [f for f in all_fields if f.init and not f.kw_only]
    keyword = [f for f in all_fields if f.init and f.kw_only]
    seen_default = None
    for f in standard:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument {seen_default.name!r}")
    namespace = {"_factory": _HAS_DEFAULT_FACTORY, "_set": object.__setattr__, "__name__": cls.__module__}
    self_name = "__dataclass_self__" if any(f.name == "self" for f in all_fields) else "self"

    def parameter(f):
        if f.default is not MISSING:
            namespace[f"_default_{f.name}"] = f.default
            return f"{f.name}=_default_{f.name}"
        return f"{f.name}=_factory" if f.default_factory is not MISSING else f.name

    parameters = [self_name, *map(parameter, standard)]
    if keyword:
        parameters += ["*", *map(parameter, keyword)]
    body = []
    for f in all_fields:
        if f._field_type == _INIT_VAR:
            continue
        if f.default_factory is not MISSING:
            namespace[f"_factory_{f.name}"] = f.default_factory
            value = f"_factory_{f.name}()"
            if f.init:
                value = f"{value} if {f.name} is _factory else {f.name}"
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            namespace[f"_default_{f.name}"] = f.default
            value = f"_default_{f.name}"
        else:
            continue
        body.append(f"_set({self_name}, {f.name!r}, {value})" if frozen else f"{self_name}.{f.name} = {value}")
    if has_post_init:
        given = ", ".join(f.name for f in all_fields if f._field_type == _INIT_VAR)
        body.append(f"{self_name}.__post_init__({given})")
    source = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body or ["pass"])
    exec(source, namespace)
    init = namespace["__init__"]
    init.__annotations__ = {**{f.name: f.type for f in all_fields if f.init}, "return": None}
    return init


def _recursive_repr(function):
    running = set()

    def __repr__(self):
        key = id(self)
        if key in running:
            return "..."
        running.add(key)
        try:
            return function(self)
        finally:
            running.discard(key)

    return __repr__


def _define(cls, name, function, overwrite=True):
    if name in cls.__dict__ and not overwrite:
        return False
    function.__name__ = name
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    setattr(cls, name, function)
    return True


def _add_order(cls, compared):
    def values(self):
        return tuple([getattr(self, name) for name in compared])

    methods = {
        "__lt__": lambda self, other: values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented,
        "__le__": lambda self, other: values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented,
        "__gt__": lambda self, other: values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented,
        "__ge__": lambda self, other: values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented,
    }
    for name, method in methods.items():
        if not _define(cls, name, method, False):
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering")


def _add_frozen(cls, names):
    own = cls

    def __setattr__(self, name, value):
        if type(self) is own or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(own, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is own or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(own, self).__delattr__(name)

    for method in (__setattr__, __delattr__):
        if not _define(cls, method.__name__, method, False):
            raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}")


def _add_hash(cls, unsafe_hash, eq, frozen, names):
    own = cls.__dict__.get("__hash__", MISSING)
    explicit = not (own is MISSING or own is None and "__eq__" in cls.__dict__)
    if unsafe_hash:
        if explicit:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    elif not eq:
        return
    elif not frozen:
        if not explicit:
            cls.__hash__ = None
        return
    elif explicit:
        return
    _define(cls, "__hash__", lambda self: hash(tuple([getattr(self, name) for name in names])))


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    all_fields = {}
    any_frozen = has_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = base.__dict__.get("__dataclass_fields__")
        if base_fields is not None:
            has_bases = True
            all_fields.update(base_fields)
            any_frozen = any_frozen or base.__dataclass_params__.frozen
    for f in _own_fields(cls, kw_only):
        all_fields[f.name] = f
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    cls.__dataclass_fields__ = all_fields
    cls.__dataclass_params__ = _Params(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    in_init = [f for f in all_fields.values() if f._field_type != _CLASS_VAR]
    real = [f for f in all_fields.values() if f._field_type == _FIELD]
    hash_names = [f.name for f in real if (f.compare if f.hash is None else f.hash)]
    if init:
        _define(cls, "__init__", _make_init(cls, in_init, frozen, hasattr(cls, "__post_init__"), slots))
    cls.__replace__ = _replace
    if repr:
        shown = [f.name for f in real if f.repr]

        def show(self):
            values = ", ".join([f"{name}={getattr(self, name)!r}" for name in shown])
            return f"{self.__class__.__qualname__}({values})"

        _define(cls, "__repr__", _recursive_repr(show), False)
    compared = [f.name for f in real if f.compare]
    had_eq = "__eq__" in cls.__dict__
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    if frozen:
        _add_frozen(cls, {f.name for f in real})
    if eq and not had_eq:
        def __eq__(self, other):
            if self is other:
                return True
            if other.__class__ is not self.__class__:
                return NotImplemented
            for name in compared:
                a, b = getattr(self, name), getattr(other, name)
                if not (a is b or a == b):
                    return False
            return True

        _define(cls, "__eq__", __eq__)
    if order:
        _add_order(cls, compared)
    _add_hash(cls, unsafe_hash, eq, frozen, hash_names)
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in in_init if f.init and not f.kw_only])
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot)
    if not getattr(cls, "__doc__"):
        parameters = [
            f"{f.name}: {f.type.__name__ if isinstance(f.type, type) else f.type}"
            + (f" = {f.default!r}" if f.default is not MISSING else " = <factory>" if f.default_factory is not MISSING else "")
            for f in in_init if f.init
        ]
        cls.__doc__ = f"{cls.__name__}({', '.join(parameters)})"
    return cls


def _with_slots(cls, frozen, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    names = [f.name for f in fields(cls)]
    inherited = set()
    for base in cls.__mro__[1:-1]:
        own = base.__dict__.get("__slots__", ())
        inherited.update([own] if isinstance(own, str) else own)
    namespace = {k: v for k, v in cls.__dict__.items() if k not in names and k not in ("__dict__", "__weakref__")}
    namespace["__slots__"] = tuple(n for n in names if n not in inherited) + (("__weakref__",) if weakref_slot else ())
    namespace["__qualname__"] = cls.__qualname__
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    for value in namespace.values():
        function = getattr(value, "__func__", value)
        for cell in getattr(function, "__closure__", None) or ():
            try:
                if cell.cell_contents is cls:
                    cell.cell_contents = made
            except ValueError:
                pass
    return made


class _Params:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots", "weakref_slot")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{n}={getattr(self, n)!r}' for n in self.__slots__])})"


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type == _FIELD])


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _as_plain(obj, lambda obj, values: dict_factory(values))


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _as_plain(obj, lambda obj, values: tuple_factory([value for _, value in values]))


def _as_plain(obj, make):
    if _is_instance(obj):
        return make(obj, [(f.name, _as_plain(getattr(obj, f.name), make)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_as_plain(v, make) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_as_plain(v, make) for v in obj])
    if isinstance(obj, dict):
        items = [(_as_plain(k, make), _as_plain(v, make)) for k, v in obj.items()]
        return type(obj)(obj.default_factory, items) if hasattr(type(obj), "default_factory") else type(obj)(items)
    if isinstance(obj, (int, float, str, bytes, type(None))):
        return obj
    from copy import deepcopy

    return deepcopy(obj)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in self.__dataclass_fields__.values():
        if f._field_type == _CLASS_VAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type == _INIT_VAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, decorator=dataclass, **options):
    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        else:
            name, annotation, namespace[item[0]] = item
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    namespace["__annotations__"] = annotations
    namespace["__module__"] = module or "types"
    from types import new_class

    cls = new_class(cls_name, bases, {}, lambda ns: ns.update(namespace))
    return decorator(cls, **options)
