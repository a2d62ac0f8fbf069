"""Type hints. They mean nothing while a program runs."""

import collections.abc as _abc
from _typing import (
    Generic, GenericAlias, ParamSpec, TypeAliasType, TypeVar, TypeVarTuple, UnionType, _GenericAlias, _parameters_of,
    _show, _substitute, _union, _Unions, _Unpacked,
)

TYPE_CHECKING = False
Union = UnionType


def __getattr__(name):
    # Old names of classes that take type arguments themselves.
    origin = _ALIASES.get(name)
    if origin is None:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    module, _, attribute = origin.rpartition(".")
    value = globals()[name] = _Alias(getattr(__import__(module, fromlist=["*"]), attribute), name)
    return value


_ALIASES = {
    "List": "builtins.list", "Dict": "builtins.dict", "Set": "builtins.set", "FrozenSet": "builtins.frozenset",
    "Tuple": "builtins.tuple", "Type": "builtins.type", "DefaultDict": "collections.defaultdict",
    "OrderedDict": "collections.OrderedDict", "Counter": "collections.Counter", "ChainMap": "collections.ChainMap",
    "Deque": "collections.deque", "Pattern": "re.Pattern", "Match": "re.Match",
    "AbstractSet": "collections.abc.Set", "ContextManager": "contextlib.AbstractContextManager",
    "AsyncContextManager": "contextlib.AbstractAsyncContextManager",
    **{name: f"collections.abc.{name}" for name in _abc.__all__ if name not in ("Set", "Buffer")},
}


class _Alias(_Unions):
    """`List` and its like: a class under another name."""

    def __init__(self, origin, name):
        self.__origin__, self._name = origin, name
        self.__parameters__ = ()

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, args):
        return _NamedAlias(self.__origin__, args, self._name)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)


class _NamedAlias(_GenericAlias):
    __slots__ = ("_name",)

    def __init__(self, origin, args, name=None):
        if isinstance(args, tuple) and len(args) == 2 and isinstance(args[0], list):
            args = (*args[0], args[1])
        super().__init__(origin, args)
        self._name = name or origin.__name__

    def __repr__(self):
        if self._name == "Callable":
            args = "..." if self.__args__[0] is ... else f"[{', '.join(map(_show, self.__args__[:-1]))}]"
            return f"typing.Callable[{args}, {_show(self.__args__[-1])}]"
        return f"typing.{self._name}[{', '.join(map(_show, self.__args__)) or '()'}]"

    def __getitem__(self, args):
        values = dict(zip(self.__parameters__, args if isinstance(args, tuple) else (args,)))
        return _NamedAlias(self.__origin__, tuple(_substitute(arg, values) for arg in self.__args__), self._name)


class _Form(_Unions):
    """A name that means something to type checkers only."""

    __slots__ = ("_name",)

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"typing.{self._name}"

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate typing.{self._name}")

    def __getitem__(self, args):
        return _FormAlias(self, args)

    def __instancecheck__(self, obj):
        raise TypeError(f"typing.{self._name} cannot be used with isinstance()")


class _FormAlias(_GenericAlias):
    __slots__ = ()

    def __repr__(self):
        return f"typing.{self.__origin__._name}[{', '.join(map(_show, self.__args__))}]"


class _LiteralForm(_Form):
    __slots__ = ()

    def __getitem__(self, args):
        return _LiteralAlias(self, args)


class _LiteralAlias(_FormAlias):
    __slots__ = ()

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"


class _OptionalForm(_Form):
    __slots__ = ()

    def __getitem__(self, arg):
        return _union((arg, None))


class _AnnotatedForm(_Form):
    __slots__ = ()

    def __getitem__(self, args):
        if not isinstance(args, tuple) or len(args) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        return _AnnotatedAlias(args[0], args[1:])


class _AnnotatedAlias(_GenericAlias):
    __slots__ = ("__metadata__",)

    def __init__(self, origin, metadata):
        super().__init__(origin, origin)
        self.__metadata__ = metadata

    def __repr__(self):
        return f"typing.Annotated[{_show(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"


class _UnpackForm(_Form):
    __slots__ = ()

    def __getitem__(self, arg):
        return _Unpacked(arg)


Optional = _OptionalForm("Optional")
Literal = _LiteralForm("Literal")
Annotated = _AnnotatedForm("Annotated")
Unpack = _UnpackForm("Unpack")
for _name in ("ClassVar", "Final", "Concatenate", "TypeGuard", "TypeIs", "Required", "NotRequired", "ReadOnly", "Self",
              "Never", "NoReturn", "LiteralString", "TypeAlias"):
    globals()[_name] = _Form(_name)
Callable = _Alias(_abc.Callable, "Callable")


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Special type indicating an unconstrained type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


class _NoDefaultType:
    __slots__ = ()

    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefaultType()


class NewType(_Unions):
    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __call__(self, x, /):
        return x


class ForwardRef:
    def __init__(self, arg, *rest, **more):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return self.__forward_arg__ == other.__forward_arg__ if isinstance(other, ForwardRef) else NotImplemented

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base in (Protocol, Generic):
            continue
        names |= {n for n in base.__dict__ if not n.startswith("_abc_") and n not in _NOT_MEMBERS}
        names |= set(getattr(base, "__annotations__", ()))
    return names


_NOT_MEMBERS = frozenset([
    "__abstractmethods__", "__annotations__", "__annotate__", "__annotate_func__", "__dict__", "__doc__", "__init__", "__module__", "__new__",
    "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__", "__match_args__", "__static_attributes__",
    "__firstlineno__", "__parameters__", "__orig_bases__", "_is_protocol", "_is_runtime_protocol", "__type_params__",
    "__qualname__", "__annotations_cache__", "__protocol_attrs__",
])


class _ProtocolMeta(_abc.ABCMeta):
    def __instancecheck__(cls, instance):
        if cls is Protocol or not cls.__dict__.get("_is_protocol"):
            return super().__instancecheck__(instance)
        if not cls._is_runtime_protocol:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        return super().__instancecheck__(instance) or all(hasattr(instance, n) for n in _protocol_members(cls))

    def __subclasscheck__(cls, other):
        if cls is Protocol or not cls.__dict__.get("_is_protocol"):
            return super().__subclasscheck__(other)
        if not cls._is_runtime_protocol:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        return super().__subclasscheck__(other) or all(
            any(n in base.__dict__ for base in other.__mro__) for n in _protocol_members(cls))


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class for protocol classes."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if cls._is_protocol and "__init__" not in cls.__dict__:
            def __init__(self, *args, **kwargs):
                if type(self).__dict__.get("_is_protocol"):
                    raise TypeError("Protocols cannot be instantiated")

            cls.__init__ = __init__


def runtime_checkable(cls):
    cls._is_runtime_protocol = True
    return cls


def _supports(name, method):
    def body(self):
        pass

    cls = _ProtocolMeta(name, (Protocol,), {method: body, "__module__": "typing", "_is_protocol": True})
    cls._is_protocol = True
    return runtime_checkable(cls)


for _name in ("Int", "Float", "Complex", "Bytes", "Index", "Abs", "Round"):
    globals()[f"Supports{_name}"] = _supports(f"Supports{_name}", f"__{_name.lower()}__")

T = TypeVar("T")
AnyStr = TypeVar("AnyStr", bytes, str)
Text = str


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    import sys

    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def overload(func):
    def refuse(*args, **kwds):
        raise NotImplementedError(
            "You should not call an overloaded function. "
            "A series of @overload-decorated functions "
            "outside a stub module should always be followed "
            "by an implementation that is not @overload-ed.")

    return refuse


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    return arg


def dataclass_transform(**kwargs):
    def decorate(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = kwargs
        return cls_or_fn

    return decorate


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (GenericAlias, UnionType)):
        return tp.__origin__
    return Generic if tp is Generic else None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if not isinstance(tp, (GenericAlias, UnionType)):
        return ()
    args = tp.__args__
    if tp.__origin__ is _abc.Callable and not (len(args) == 2 and args[0] is ...):
        return (list(args[:-1]), args[-1])
    return args


def _resolve(value, globalns, localns):
    if value is None:
        return type(None)
    if isinstance(value, ForwardRef):
        value = value.__forward_arg__
    if isinstance(value, str):
        value = eval(value, globalns, localns)
    return value


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    import sys

    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            namespace = globalns if globalns is not None else getattr(module, "__dict__", {})
            for name, value in (base.__annotations__ if base.__module__ != "builtins" else {}).items():
                hints[name] = _resolve(value, namespace, localns if localns is not None else dict(base.__dict__))
    else:
        while hasattr(obj, "__wrapped__"):
            obj = obj.__wrapped__
        namespace = globalns if globalns is not None else getattr(obj, "__globals__", getattr(obj, "__dict__", {}))
        for name, value in (getattr(obj, "__annotations__", None) or {}).items():
            hints[name] = _resolve(value, namespace, localns)
    if not include_extras:
        hints = {n: v.__origin__ if isinstance(v, _AnnotatedAlias) else v for n, v in hints.items()}
    return hints


def is_protocol(tp, /):
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol


def get_protocol_members(tp, /):
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(_protocol_members(tp))


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        if not bases:
            return super().__new__(cls, typename, bases, ns)
        from collections import namedtuple

        types = _annotations_of(ns)
        defaults = {}
        for name in types:
            if name in ns:
                defaults[name] = ns[name]
            elif defaults:
                given = ", ".join(defaults)
                raise TypeError(
                    f"Non-default namedtuple field {name} cannot follow default field{'s' if len(defaults) > 1 else ''} {given}")
        made = namedtuple(typename, types, defaults=defaults.values(), module=ns.get("__module__"))
        made.__annotations__ = types
        for key, value in ns.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make", "_replace", "_asdict"):
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
            if key not in types and key not in ("__annotations__", "__annotate__", "__annotate_func__", "__module__", "__qualname__", "__firstlineno__", "__static_attributes__", "__classcell__"):
                setattr(made, key, value)
        return made


def _annotations_of(ns):
    annotate = ns.get("__annotate_func__") or ns.get("__annotate__")
    return dict(annotate(1)) if annotate else dict(ns.get("__annotations__", {}))


class NamedTuple(metaclass=_NamedTupleMeta):
    """Typed version of namedtuple."""

    def __new__(cls, typename, fields=(), /):
        from collections import namedtuple

        fields = list(fields)
        made = namedtuple(typename, [n for n, t in fields])
        made.__annotations__ = dict(fields)
        return made


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        made = type.__new__(_TypedDictMeta, name, (dict,) if bases else (), ns)
        own = _annotations_of(ns)
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("_fields", {}))
            required |= base.__dict__.get("__required_keys__", frozenset())
            optional |= base.__dict__.get("__optional_keys__", frozenset())
        for key, value in own.items():
            origin = getattr(get_origin(value), "_name", None)
            (required if origin == "Required" or total and origin != "NotRequired" else optional).add(key)
        annotations.update(own)
        made._fields = annotations
        made.__annotations__ = annotations
        made.__required_keys__, made.__optional_keys__, made.__total__ = frozenset(required), frozenset(optional), total
        return made

    def __call__(cls, /, *args, **kwargs):
        if cls is TypedDict:
            name, fields = args
            return _TypedDictMeta(name, (dict,), {"__annotations__": dict(fields)}, **kwargs)
        return dict(*args, **kwargs)

    def __instancecheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


class TypedDict(metaclass=_TypedDictMeta):
    """A simple typed namespace. At run time it is equivalent to a plain dict."""


class IO(Generic[AnyStr]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


__all__ = [
    *_ALIASES, "Annotated", "Any", "AnyStr", "BinaryIO", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic",
    "IO", "Literal", "LiteralString", "NamedTuple", "Never", "NewType", "NoReturn", "NotRequired", "Optional", "ParamSpec", "Protocol",
    "ReadOnly", "Required", "Self", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex",
    "SupportsInt", "SupportsRound", "TYPE_CHECKING", "Text", "TextIO", "TypeAlias", "TypeAliasType", "TypeGuard", "TypeIs", "TypeVar",
    "TypeVarTuple", "TypedDict", "Union", "Unpack", "assert_never", "assert_type", "cast", "dataclass_transform", "final", "get_args",
    "get_origin", "get_type_hints", "is_typeddict", "no_type_check", "overload", "override", "reveal_type", "runtime_checkable",
]
__all__ = sorted(set(__all__) - {"Pattern", "Match"})
