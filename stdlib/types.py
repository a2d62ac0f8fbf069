"""The types of the language's own objects, and simple namespaces."""

import _typing
from _typing import GenericAlias, UnionType


def _function():
    pass


def _generator():
    yield


async def _coroutine():
    pass


async def _async_generator():
    yield


class _Class:
    __slots__ = ("slot",)

    def method(self):
        pass


FunctionType = LambdaType = type(_function)
MethodType = type(_Class().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = WrapperDescriptorType = type(str.join)
MemberDescriptorType = type(_Class.slot)
MappingProxyType = type(type.__dict__)
ModuleType = type(_typing)
GeneratorType = type(_generator())
CodeType = type(_function.__code__)
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)
AsyncGeneratorType = type(_async_generator())
_one = _coroutine()
CoroutineType = type(_one)
_one.close()
del _one


def __getattr__(name):
    if name == "CellType":
        value = None
        return type((lambda: value).__closure__[0])
    if name in ("TracebackType", "FrameType"):
        try:
            raise TypeError
        except TypeError as exc:
            tb = exc.__traceback__
        return type(tb) if name == "TracebackType" else type(tb.tb_frame)
    if name == "GetSetDescriptorType":
        return type(type.__dict__["__mro__"])
    raise AttributeError(f"module 'types' has no attribute {name!r}")


class SimpleNamespace:
    """A simple attribute-based namespace."""

    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        self.__dict__.update(mapping_or_iterable)
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        return f"{name}({', '.join([f'{k}={v!r}' for k, v in self.__dict__.items()])})"

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None

    def __replace__(self, /, **changes):
        return type(self)(**{**self.__dict__, **changes})


def coroutine(func):
    """Makes a generator-based coroutine: a function whose generators can be awaited."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")

    class Awaitable:
        __slots__ = ("generator",)

        def __init__(self, generator):
            self.generator = generator

        def __await__(self):
            return (yield from self.generator)

    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        return Awaitable(result) if isinstance(result, GeneratorType) else result

    from functools import update_wrapper

    return update_wrapper(wrapped, func)


class DynamicClassAttribute(property):
    """A property of instances; on the class, the attribute of that name the metaclass finds."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            raise AttributeError()
        return self.fget(instance)


def resolve_bases(bases):
    new = []
    for base in bases:
        entries = None if isinstance(base, type) else getattr(base, "__mro_entries__", None)
        new.extend([base] if entries is None else entries(bases))
    return tuple(new) if new != list(bases) else bases


def prepare_class(name, bases=(), kwds=None):
    kwds = dict(kwds or {})
    meta = kwds.pop("metaclass", type(bases[0]) if bases else type)
    if isinstance(meta, type):
        for base in bases:
            if issubclass(type(base), meta):
                meta = type(base)
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    return meta, namespace, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


def get_original_bases(cls, /):
    return cls.__dict__.get("__orig_bases__", cls.__bases__)
