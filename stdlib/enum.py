"""Enumerations."""

from builtins import property as _builtin_property
from types import DynamicClassAttribute

__all__ = [
    "EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique", "property",
    "verify", "member", "nonmember", "global_enum", "UNIQUE", "CONTINUOUS", "NAMED_FLAGS", "STRICT", "CONFORM", "EJECT", "KEEP",
]


class auto:
    """Instances are replaced with an appropriate value in Enum class suites."""

    _count = 0

    def __init__(self, value=None):
        auto._count += 1
        self.value = value
        self.order = auto._count

    def __repr__(self):
        return f"auto({self.value!r})"


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


STRICT, CONFORM, EJECT, KEEP = "strict", "conform", "eject", "keep"
UNIQUE, CONTINUOUS, NAMED_FLAGS = "one name per value", "no skipped values from lowest to highest", "multi-flag aliases may not contain unnamed flags"


class property(DynamicClassAttribute):
    """A property of members; on the class, a member of that name."""

    def __set_name__(self, owner, name):
        self.name, self.clsname = name, owner.__name__

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            try:
                return ownerclass._member_map_[self.name]
            except KeyError:
                raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}") from None
        return self.fget(instance)


def _is_dunder(name):
    return len(name) > 4 and name.startswith("__") and name.endswith("__") and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    return name.startswith(f"_{cls_name}__") and not name.endswith("__")


def _is_descriptor(value):
    return hasattr(value, "__get__") or hasattr(value, "__set__") or hasattr(value, "__delete__")


class EnumDict(dict):
    """The namespace of a class body: tells members from other names."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._cls_name = cls_name
        self._members = {}
        self._last_values = []
        self._ignore = []
        self._generate = None

    def __setitem__(self, key, value):
        if _is_dunder(key) or _is_private(self._cls_name, key):
            if key == "__order__":
                key = "_order_"
        elif _is_sunder(key):
            if key == "_generate_next_value_":
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
            elif key not in ("_order_", "_missing_", "_iter_member_", "_add_alias_", "_add_value_alias_", "_repr_", "_boundary_", "_numeric_repr_", "_value_"):
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
        elif key in self._members:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not _is_descriptor(value):
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            value = self._resolve(key, value)
            self._members[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        if isinstance(value, auto):
            if value.value is None:
                value.value = self._generate(key, 1, len(self._members), self._last_values[:])
            return value.value
        if type(value) is tuple and any(isinstance(v, auto) for v in value):
            return tuple(self._resolve(key, v) if isinstance(v, auto) else v for v in value)
        return value


def _data_type(bases):
    """The type members are made of, if it is not just Enum."""
    for base in bases:
        for each in base.__mro__:
            if each is object or isinstance(each, EnumType) and each._data_ is object:
                continue
            if isinstance(each, EnumType):
                return each._data_
            if "__new__" in each.__dict__ or "__dataclass_fields__" in each.__dict__:
                return each
    return object


class EnumType(type):
    """Metaclass for Enum."""

    _data_ = object

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError(f"<enum {cls!r}> cannot extend {base!r}")
        names = EnumDict(cls)
        for base in reversed(bases):
            generate = getattr(base, "_generate_next_value_", None)
            if generate is not None:
                names._generate = generate
        return names

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if not isinstance(classdict, EnumDict):
            plain, classdict = classdict, metacls.__prepare__(cls, bases)
            for key, value in plain.items():
                classdict[key] = value
        members = {name: classdict[name] for name in classdict._members}
        ignored = classdict._ignore
        namespace = {k: v for k, v in classdict.items() if k not in members and k not in ignored and k != "_ignore_"}
        order = namespace.pop("_order_", None)
        generate = namespace.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            namespace["_generate_next_value_"] = staticmethod(generate)
        # What makes members is kept apart: calling the class looks one up.
        own_new = namespace.pop("__new__", None) if bases else None
        if bases:
            namespace["__new__"] = Enum.__new__
        namespace["_member_names_"] = []
        namespace["_member_map_"] = {}
        namespace["_value2member_map_"] = {}
        namespace["_unhashable_values_"] = []
        data = _data_type(bases)
        namespace["_data_"] = data
        if boundary is not None:
            namespace["_boundary_"] = boundary
        # Names of members are members, whatever a base has there: they are set before the class is made.
        enum_class = type.__new__(metacls, cls, bases, namespace, **kwds)
        make = own_new
        if isinstance(make, staticmethod):
            make = make.__func__
        if make is None:
            for base in enum_class.__mro__[1:]:
                if isinstance(base, EnumType):
                    if base.__dict__.get("_new_member_") is not None:
                        make = base.__dict__["_new_member_"]
                        break
        enum_class._new_member_ = make
        if bases:
            for name in ("__repr__", "__str__", "__format__"):
                if name not in namespace:
                    found = getattr(enum_class, name)
                    if found is getattr(object, name) or found is getattr(data, name, None):
                        type.__setattr__(enum_class, name, getattr(bases[-1], name))
        if Flag is not None and issubclass(enum_class, Flag):
            enum_class._flag_mask_ = 0
            enum_class._all_bits_ = 0
        for name, value in members.items():
            enum_class._add_member(name, value)
        if order is not None:
            order = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            if order != [n for n in enum_class._member_map_ if n in order] or set(order) < set(enum_class._member_names_):
                raise TypeError(f"member order does not match _order_:\n  {enum_class._member_names_!r}\n  {order!r}")
        return enum_class

    def __init__(cls, *args, **kwds):
        pass

    def _add_member(cls, name, value):
        data, make = cls._data_, cls._new_member_
        args = value if isinstance(value, tuple) else (value,)
        if data is tuple:
            args = (args,)
        if make is not None:
            this = make(cls, *args)
            if not hasattr(this, "_value_"):
                this._value_ = value
        elif data is object:
            this = object.__new__(cls)
            this._value_ = value
        else:
            this = data.__new__(cls, *args)
            if not hasattr(this, "_value_"):
                try:
                    this._value_ = data(*args)
                except Exception as exc:
                    error = TypeError("_value_ not set in __new__, unable to create it")
                    error.__cause__ = exc
                    raise error
        value = this._value_
        this._name_ = name
        this.__objclass__ = cls
        init = cls.__init__
        if init is not Enum_init and init is not object.__init__:
            init(this, *args)
        for known in cls._member_map_.values():
            if known._value_ == value:
                this = known
                break
        else:
            this._sort_order_ = len(cls._member_names_)
            is_flag = Flag is not None and issubclass(cls, Flag)
            if is_flag and isinstance(value, int):
                cls._all_bits_ = (1 << max(value, 0).bit_length()) - 1 | cls._all_bits_
                if value and value & (value - 1) == 0:
                    cls._flag_mask_ |= value
                    cls._member_names_.append(name)
                else:
                    if value > 0:
                        cls._flag_mask_ |= value
            else:
                cls._member_names_.append(name)
            try:
                cls._value2member_map_.setdefault(value, this)
            except TypeError:
                cls._unhashable_values_.append(value)
        cls._member_map_[name] = this
        descriptor = None
        for base in cls.__mro__[1:]:
            found = base.__dict__.get(name)
            if isinstance(found, property):
                descriptor = found
                break
        if descriptor is None:
            type.__setattr__(cls, name, this)

    def __call__(cls, value=None, names=None, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        if cls._member_map_ or names is None:
            if values or names is not None:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        bases = (cls,) if type is None else (type, cls)
        classdict = EnumType.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if hasattr(names, "items"):
            names = names.items()
        values = []
        for index, item in enumerate(list(names)):
            if isinstance(item, str):
                value = cls._generate_next_value_(item, start, index, values[:])
                values.append(value)
            else:
                item, value = item
            classdict[item] = value
        if module is None:
            from _compile import script_globals

            module = script_globals().get("__name__", "__main__")
        classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return cls.__class__(class_name, bases, classdict, boundary=boundary)

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            cls(value)
            return True
        except (ValueError, TypeError):
            return False

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    @_builtin_property
    def __members__(cls):
        from types import MappingProxyType

        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        return f"<flag {cls.__name__!r}>" if Flag is not None and issubclass(cls, Flag) else f"<enum {cls.__name__!r}>"

    def __dir__(cls):
        return sorted({"__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__", "__iter__", "__len__",
                       "__members__", "__module__", "__name__", "__qualname__", *cls._member_names_})


EnumMeta = EnumType
Flag = None


def Enum_init(self, *args, **kwds):
    pass


class Enum(metaclass=EnumType):
    """Create a collection of name/value pairs."""

    __init__ = Enum_init

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for each in cls._member_map_.values():
                if each._value_ == value:
                    return each
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members; specify `names=()` if you meant to create a new, empty, enum")
        try:
            exc = None
            result = cls._missing_(value)
        except Exception as e:
            exc, result = e, None
        if isinstance(result, cls) or (Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int)):
            return result
        error = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if result is None and exc is None:
            raise error
        if exc is None:
            exc = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member")
        if not isinstance(exc, ValueError):
            exc.__context__ = error
        raise exc

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value", *self.__dict__} - {"_name_", "_value_"})

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class ReprEnum(Enum):
    """Only changes the repr(), leaving str() and format() to the mixed-in type."""


class IntEnum(int, ReprEnum):
    """Enum where members are also (and must be) ints."""

    __str__ = int.__repr__
    __format__ = int.__format__


class StrEnum(str, ReprEnum):
    """Enum where members are also (and must be) strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        value = str(*values)
        this = str.__new__(cls, value)
        this._value_ = value
        return this

    __str__ = str.__str__
    __format__ = str.__format__

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Flag(Enum):
    """Support for flags."""

    _boundary_ = STRICT
    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 1 << max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        known, every = cls._flag_mask_, cls._all_bits_
        if not ~every <= value <= every or value & (every ^ known):
            if cls._boundary_ is STRICT:
                bits = max(value.bit_length(), known.bit_length())
                shown = f"{value & (1 << bits) - 1:0{bits}b}" if value < 0 else f"{value:0{bits}b}"
                sign = "1" if value < 0 else "0"
                raise ValueError(
                    f"{cls!r} invalid value {value!r}\n    given 0b{sign} {shown}\n  allowed 0b0 {known:0{bits}b}")
            if cls._boundary_ is CONFORM:
                value &= known
            elif cls._boundary_ is EJECT:
                return value
        if value < 0:
            value = every + 1 + value if cls._boundary_ in (EJECT, KEEP) else known & value
        found = cls._value2member_map_.get(value)
        if found is not None:
            return found
        this = cls._data_.__new__(cls, value) if cls._data_ is not object else object.__new__(cls)
        this._value_ = value
        names = [m._name_ for m in cls if m._value_ & value]
        rest = value & ~known
        this._name_ = "|".join(names + ([cls._numeric_repr_(rest)] if rest else [])) if names else None
        return cls._value2member_map_.setdefault(value, this)

    def __iter__(self):
        value = self._value_
        return (m for m in type(self) if m._value_ & value)

    def __len__(self):
        return self._value_.bit_count()

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        name = self.__class__.__name__
        value = self._numeric_repr_(self._value_) if not isinstance(self._value_, int) else repr(int(self._value_))
        return f"<{name}: {value}>" if self._name_ is None else f"<{name}.{self._name_}: {value}>"

    def __str__(self):
        name = self.__class__.__name__
        return f"{name}({self._value_!r})" if self._name_ is None else f"{name}.{self._name_}"

    def _operand(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._data_ is not object and isinstance(other, self._data_):
            return other
        return NotImplemented

    def __or__(self, other):
        other = self._operand(other)
        return other if other is NotImplemented else self.__class__(int(self._value_) | int(other))

    def __and__(self, other):
        other = self._operand(other)
        return other if other is NotImplemented else self.__class__(int(self._value_) & int(other))

    def __xor__(self, other):
        other = self._operand(other)
        return other if other is NotImplemented else self.__class__(int(self._value_) ^ int(other))

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        cls = self.__class__
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~int(self._value_))
        return cls(cls._flag_mask_ & ~int(self._value_))


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Support for integer-based flags."""

    __str__ = int.__repr__
    __format__ = int.__format__
    __or__, __and__, __xor__, __invert__ = Flag.__or__, Flag.__and__, Flag.__xor__, Flag.__invert__
    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__
    __repr__ = Flag.__repr__


def unique(enumeration):
    aliases = [f"{name} -> {m.name}" for name, m in enumeration.__members__.items() if name != m.name]
    if aliases:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(aliases)}")
    return enumeration


def verify(*checks):
    def decorate(enumeration):
        for check in checks:
            if check is UNIQUE:
                unique(enumeration)
            elif check is CONTINUOUS:
                values = {m.value for m in enumeration}
                if values:
                    low, high = min(values), max(values)
                    if issubclass(enumeration, Flag):
                        missing = [1 << i for i in range(low.bit_length() - 1, high.bit_length()) if 1 << i not in values]
                    else:
                        missing = [v for v in range(low, high + 1) if v not in values]
                    if missing:
                        raise ValueError(f"invalid enum {enumeration.__name__!r}: missing values {', '.join(map(str, missing))}")
        return enumeration

    return decorate


def global_enum(cls):
    import sys

    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
