"""What the compiler and the machine ask for: type variables, aliases, generic classes and unions."""


def _show(item):
    if item is ...:
        return "..."
    if item is None or item is type(None):
        return "None"
    if isinstance(item, list):
        return f"[{', '.join(map(_show, item))}]"
    if isinstance(item, type) and not isinstance(item, GenericAlias):
        return item.__qualname__ if item.__module__ == "builtins" else f"{item.__module__}.{item.__qualname__}"
    if isinstance(item, _Variable):
        return item.__name__
    return repr(item)


def _parameters_of(args):
    found = []
    for arg in args:
        if isinstance(arg, _Variable):
            new = (arg,)
        elif isinstance(arg, (list, tuple)):
            new = _parameters_of(arg)
        else:
            new = () if isinstance(arg, type) else getattr(arg, "__parameters__", ())
        found.extend(each for each in new if each not in found)
    return tuple(found)


def _substitute(arg, values):
    if isinstance(arg, _Variable):
        return values.get(arg, arg)
    if isinstance(arg, list):
        return [_substitute(each, values) for each in arg]
    parameters = () if isinstance(arg, type) else getattr(arg, "__parameters__", ())
    return arg[tuple(values.get(each, each) for each in parameters)] if parameters else arg


class _Unions:
    """Objects that `|` makes unions of."""

    __slots__ = ()

    def __or__(self, other):
        return _make_union(self, other)

    def __ror__(self, other):
        return _make_union(other, self)


class GenericAlias(_Unions):
    """A class with type arguments: for annotations, and to call as the class."""

    __slots__ = ("__origin__", "__args__", "__parameters__", "__dict__")

    def __init__(self, origin, args):
        if not isinstance(args, tuple):
            args = (args,)
        object.__setattr__(self, "__origin__", origin)
        object.__setattr__(self, "__args__", args)
        object.__setattr__(self, "__parameters__", _parameters_of(args))

    def __repr__(self):
        args = ", ".join(map(_show, self.__args__)) or "()"
        return f"{_show(self.__origin__)}[{args}]"

    def __getitem__(self, args):
        if not self.__parameters__:
            raise TypeError(f"{self!r} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        values = dict(zip(self.__parameters__, args))
        return type(self)(self.__origin__, tuple(_substitute(arg, values) for arg in self.__args__))

    def __call__(self, /, *args, **kwargs):
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:
            pass
        return made

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__") and name not in ("__module__", "__name__", "__qualname__", "__doc__"):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute {name!r}")
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        raise TypeError("isinstance() argument 2 cannot be a parameterized generic")

    def __subclasscheck__(self, cls):
        raise TypeError("issubclass() argument 2 cannot be a parameterized generic")

    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __iter__(self):
        yield _Unpacked(self)


GenericAlias.__module__ = "types"


class _GenericAlias(GenericAlias):
    """The alias of a generic class of a script."""

    __slots__ = ()

    def __mro_entries__(self, bases):
        if self.__origin__ is Generic and any(
                isinstance(b, GenericAlias) and b is not self and issubclass(b.__origin__, Generic) for b in bases):
            return ()
        return (self.__origin__,)


_GenericAlias.__module__ = "typing"


class _Unpacked:
    """`*Ts` in a subscript."""

    __slots__ = ("__origin__", "__parameters__")

    def __init__(self, origin):
        self.__origin__ = origin
        self.__parameters__ = _parameters_of((origin,))

    def __repr__(self):
        return f"typing.Unpack[{_show(self.__origin__)}]"


class UnionType(_Unions):
    """Several types of which a value has one."""

    __slots__ = ("__args__", "__parameters__")

    def __init__(self, args):
        self.__args__ = args
        self.__parameters__ = _parameters_of(args)

    __origin__ = property(lambda self: UnionType)

    def __repr__(self):
        return " | ".join(map(_show, self.__args__))

    def __eq__(self, other):
        return set(self.__args__) == set(other.__args__) if isinstance(other, UnionType) else NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__args__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__args__)

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        values = dict(zip(self.__parameters__, args))
        return _union([_substitute(arg, values) for arg in self.__args__])

    def __class_getitem__(cls, args):
        return _union(args if isinstance(args, tuple) else (args,))


UnionType.__name__ = UnionType.__qualname__ = "Union"
UnionType.__module__ = "typing"


def _is_type(value):
    return value is None or isinstance(value, (type, _Unions, str))


def _union(members):
    flat = []
    for member in members:
        if member is None:
            member = type(None)
        for each in member.__args__ if isinstance(member, UnionType) else (member,):
            if each not in flat:
                flat.append(each)
    return flat[0] if len(flat) == 1 else UnionType(tuple(flat))


def _make_union(left, right):
    if not _is_type(left) or not _is_type(right) or isinstance(left, str) and isinstance(right, str):
        return NotImplemented
    return _union((left, right))


def _generic_alias(origin, args):
    return GenericAlias(origin, args)


_NONE = object()


class _Variable(_Unions):
    """What type variables of all kinds have in common."""

    def __init__(self, name, bound=None, constraints=(), default=_NONE, covariant=False, contravariant=False, infer_variance=False):
        self.__name__ = name
        self._bound, self._constraints, self._default = bound, constraints, default
        self.__covariant__, self.__contravariant__, self.__infer_variance__ = covariant, contravariant, infer_variance

    @property
    def __bound__(self):
        return self._bound() if isinstance(self._bound, _Lazy) else self._bound

    @property
    def __constraints__(self):
        return self._constraints() if isinstance(self._constraints, _Lazy) else self._constraints

    @property
    def __default__(self):
        from typing import NoDefault

        if self._default is _NONE:
            return NoDefault
        return self._default() if isinstance(self._default, _Lazy) else self._default

    def has_default(self):
        return self._default is not _NONE

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return f"{'+' if self.__covariant__ else '-' if self.__contravariant__ else '~'}{self.__name__}"

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class _Lazy:
    """A value computed when it is first asked for."""

    __slots__ = ("compute", "value")

    def __init__(self, compute):
        self.compute = compute

    def __call__(self):
        if self.compute is not None:
            self.value = self.compute()
            self.compute = None
        return self.value


def _lazy(compute, default):
    return default if compute is None else _Lazy(compute)


class TypeVar(_Variable):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False, default=_NONE):
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        super().__init__(name, bound, constraints, default, covariant, contravariant, infer_variance)


class ParamSpec(_Variable):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False, infer_variance=False, default=_NONE):
        super().__init__(name, bound, (), default, covariant, contravariant, infer_variance)

    args = property(lambda self: _Part(self, "args"))
    kwargs = property(lambda self: _Part(self, "kwargs"))


class _Part:
    def __init__(self, origin, name):
        self.__origin__, self.name = origin, name

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self.name}"


class TypeVarTuple(_Variable):
    def __init__(self, name, *, default=_NONE):
        super().__init__(name, default=default)
        self.__infer_variance__ = True

    def __iter__(self):
        yield _Unpacked(self)


for _class in (TypeVar, ParamSpec, TypeVarTuple):
    _class.__module__ = "typing"


def _make(cls, name, default, **more):
    made = cls(name, default=_lazy(default, _NONE), **more)
    made.__infer_variance__ = True
    return made


def _make_type_var(name, bound, default):
    return _make(TypeVar, name, default, bound=_lazy(bound, None))


def _make_constrained_type_var(name, constraints, default):
    made = _make(TypeVar, name, default)
    made._constraints = _Lazy(constraints)
    return made


def _make_param_spec(name, default=None):
    return _make(ParamSpec, name, default)


def _make_type_var_tuple(name, default=None):
    return _make(TypeVarTuple, name, default)


class TypeAliasType(_Unions):
    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__type_params__ = self.__parameters__ = type_params
        self._value = value

    @property
    def __value__(self):
        return self._value() if isinstance(self._value, _Lazy) else self._value

    def __repr__(self):
        return self.__name__

    def __getitem__(self, args):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        return GenericAlias(self, args)

    def __iter__(self):
        yield _Unpacked(self)


TypeAliasType.__module__ = "typing"


def _make_type_alias(name, params, value):
    return TypeAliasType(name, _Lazy(value), type_params=params or ())


class Generic:
    """Abstract base class for generic types."""

    __slots__ = ()

    def __class_getitem__(cls, args):
        if not isinstance(args, tuple):
            args = (args,)
        if cls is not Generic and not _parameters_of(cls.__dict__.get("__orig_bases__", ())) and not cls.__dict__.get("__type_params__"):
            if not getattr(cls, "__parameters__", ()):
                raise TypeError(f"{cls} is not a generic class")
        return _GenericAlias(cls, args)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        cls.__parameters__ = _parameters_of(bases) if bases else getattr(cls, "__type_params__", ())


Generic.__module__ = "typing"


def _make_generic_base(params):
    return _GenericAlias(Generic, params)
