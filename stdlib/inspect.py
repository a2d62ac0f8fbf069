"""Looking at live objects: as much as programs commonly ask."""

import sys
from types import (
    AsyncGeneratorType, BuiltinFunctionType, CodeType, CoroutineType, FunctionType, GeneratorType, MethodDescriptorType, MethodType,
    ModuleType,
)

CO_GENERATOR, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 32, 128, 256, 512
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"
GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
_marked = object()


def isclass(obj):
    return isinstance(obj, type)


def ismodule(obj):
    return isinstance(obj, ModuleType)


def isfunction(obj):
    return isinstance(obj, FunctionType)


def ismethod(obj):
    return isinstance(obj, MethodType)


def isbuiltin(obj):
    return isinstance(obj, BuiltinFunctionType)


def isroutine(obj):
    return isinstance(obj, (FunctionType, MethodType, BuiltinFunctionType, MethodDescriptorType))


def ismethoddescriptor(obj):
    return isinstance(obj, MethodDescriptorType)


def isdatadescriptor(obj):
    return not isinstance(obj, (type, MethodType, FunctionType)) and (hasattr(type(obj), "__set__") or hasattr(type(obj), "__delete__"))


def isgenerator(obj):
    return isinstance(obj, GeneratorType)


def iscoroutine(obj):
    return isinstance(obj, CoroutineType)


def isasyncgen(obj):
    return isinstance(obj, AsyncGeneratorType)


def iscode(obj):
    return isinstance(obj, CodeType)


def istraceback(obj):
    return type(obj).__name__ == "traceback"


def isframe(obj):
    return type(obj).__name__ == "frame"


def isawaitable(obj):
    return isinstance(obj, CoroutineType) or hasattr(type(obj), "__await__")


def isabstract(obj):
    return isinstance(obj, type) and bool(getattr(obj, "__abstractmethods__", False))


def _plain(f):
    while True:
        if isinstance(f, MethodType):
            f = f.__func__
        elif hasattr(f, "func") and hasattr(f, "keywords"):
            f = f.func
        else:
            return f


def _has_flag(f, flag):
    f = _plain(f)
    return isinstance(f, FunctionType) and bool(f.__code__.co_flags & flag)


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE) or getattr(_plain(obj), "_is_coroutine_mark", None) is _marked


def markcoroutinefunction(func):
    func = getattr(func, "__func__", func)
    func._is_coroutine_mark = _marked
    return func


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def _state(prefix, running, frame, suspended):
    return f"{prefix}_RUNNING" if running else f"{prefix}_SUSPENDED" if suspended else f"{prefix}_CLOSED" if frame is None else f"{prefix}_CREATED"


def getcoroutinestate(coroutine):
    return _state("CORO", coroutine.cr_running, coroutine.cr_frame, coroutine.cr_suspended)


def getgeneratorstate(generator):
    return _state("GEN", generator.gi_running, generator.gi_frame, generator.gi_suspended)


def unwrap(func, *, stop=None):
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and (stop is None or not stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def getmembers(obj, predicate=None):
    found = []
    for name in dir(obj):
        try:
            value = getattr(obj, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda pair: pair[0])


def getattr_static(obj, attr, *default):
    for cls in (obj,) if isinstance(obj, type) else ():
        for base in cls.__mro__:
            if attr in base.__dict__:
                return base.__dict__[attr]
    own = getattr(obj, "__dict__", {})
    if attr in own:
        return own[attr]
    for base in type(obj).__mro__:
        if attr in base.__dict__:
            return base.__dict__[attr]
    if default:
        return default[0]
    raise AttributeError(attr)


def getmro(cls):
    return cls.__mro__


def getmodule(obj):
    return obj if ismodule(obj) else sys.modules.get(getattr(obj, "__module__", None))


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()), default=0)
    lines = [lines[0].lstrip(" "), *[line[margin:] for line in lines[1:]]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(obj):
    doc = getattr(obj, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def currentframe():
    return sys._getframe(1) if hasattr(sys, "_getframe") else None


class _Empty:
    """Marks what is not there."""


_Empty.__name__ = _Empty.__qualname__ = "_empty"


class _Kind(int):
    def __new__(cls, value, name, description):
        self = int.__new__(cls, value)
        self.name, self.description = name, description
        return self

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"


class Parameter:
    POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY", "positional-only")
    POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
    VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL", "variadic positional")
    KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY", "keyword-only")
    VAR_KEYWORD = _Kind(4, "VAR_KEYWORD", "variadic keyword")
    empty = _Empty

    def __init__(self, name, kind, *, default=_Empty, annotation=_Empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, **changes):
        given = {"name": self.name, "kind": self.kind, "default": self.default, "annotation": self.annotation, **changes}
        return Parameter(given.pop("name"), given.pop("kind"), **given)

    def __str__(self):
        text = {2: "*", 4: "**"}.get(int(self.kind), "") + self.name
        if self.annotation is not _Empty:
            text += f": {formatannotation(self.annotation)}"
        if self.default is not _Empty:
            text += f" = {self.default!r}" if self.annotation is not _Empty else f"={self.default!r}"
        return text

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        return isinstance(other, Parameter) and (self.name, self.kind, self.default, self.annotation) == (
            other.name, other.kind, other.default, other.annotation)

    def __hash__(self):
        return hash((self.name, int(self.kind)))


def formatannotation(annotation):
    if isinstance(annotation, type):
        return annotation.__qualname__ if annotation.__module__ in ("builtins",) else f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation).replace("typing.", "")


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    @property
    def args(self):
        out = []
        for name, p in self.signature.parameters.items():
            if p.kind >= 3 or name not in self.arguments:
                break
            out.extend(self.arguments[name] if p.kind == 2 else (self.arguments[name],))
        return tuple(out)

    @property
    def kwargs(self):
        out, by_name = {}, False
        for name, p in self.signature.parameters.items():
            if name not in self.arguments:
                by_name = True
            elif p.kind == 4:
                out.update(self.arguments[name])
            elif p.kind == 3 or by_name and p.kind == 1:
                out[name] = self.arguments[name]
        return out

    def apply_defaults(self):
        arguments = {}
        for name, p in self.signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif p.default is not _Empty:
                arguments[name] = p.default
            elif p.kind == 2:
                arguments[name] = ()
            elif p.kind == 4:
                arguments[name] = {}
        self.arguments = arguments

    def __repr__(self):
        return f"<BoundArguments ({', '.join([f'{n}={v!r}' for n, v in self.arguments.items()])})>"


class Signature:
    empty = _Empty

    def __init__(self, parameters=None, *, return_annotation=_Empty):
        self.parameters = {p.name: p for p in parameters or ()}
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, **kwargs):
        return signature(obj)

    def replace(self, *, parameters=None, return_annotation=None):
        return Signature(self.parameters.values() if parameters is None else parameters,
                         return_annotation=self.return_annotation if return_annotation is None else return_annotation)

    def _bind(self, args, kwargs, partial):
        arguments, given, kwargs = {}, list(args), dict(kwargs)
        for name, p in self.parameters.items():
            if p.kind == 2:
                if given:
                    arguments[name] = tuple(given)
                    given = []
            elif p.kind == 4:
                if kwargs:
                    arguments[name] = kwargs
                    kwargs = {}
            elif p.kind != 3 and given:
                if name in kwargs and p.kind == 1:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = given.pop(0)
            elif name in kwargs and p.kind != 0:
                arguments[name] = kwargs.pop(name)
            elif p.default is _Empty and not partial:
                kind = " keyword-only" if p.kind == 3 else " positional-only" if p.kind == 0 else ""
                raise TypeError(f"missing a required{kind} argument: {name!r}")
        if given:
            raise TypeError("too many positional arguments")
        if kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def __str__(self):
        out, slash, star = [], False, False
        for p in self.parameters.values():
            if p.kind == 0:
                slash = True
            elif slash:
                out.append("/")
                slash = False
            if p.kind == 2:
                star = True
            elif p.kind == 3 and not star:
                out.append("*")
                star = True
            out.append(str(p))
        if slash:
            out.append("/")
        text = f"({', '.join(out)})"
        return text if self.return_annotation is _Empty else f"{text} -> {formatannotation(self.return_annotation)}"

    def __repr__(self):
        return f"<Signature {self}>"

    def __eq__(self, other):
        return isinstance(other, Signature) and list(self.parameters.values()) == list(other.parameters.values()) and (
            self.return_annotation == other.return_annotation)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False, annotation_format=None):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, MethodType):
        full = signature(obj.__func__)
        return full.replace(parameters=list(full.parameters.values())[1:])
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
    given = getattr(obj, "__signature__", None)
    if given is not None:
        return given
    if isinstance(obj, FunctionType):
        return _of_function(obj)
    if hasattr(obj, "func") and hasattr(obj, "keywords"):
        return _of_partial(obj)
    if isinstance(obj, type):
        for name in ("__new__", "__init__"):
            method = getattr_static(obj, name, None)
            method = getattr(method, "__func__", method)
            if isinstance(method, FunctionType):
                full = signature(method)
                return full.replace(parameters=list(full.parameters.values())[1:])
        return Signature()
    call = getattr_static(type(obj), "__call__", None)
    if isinstance(call, FunctionType):
        full = signature(call)
        return full.replace(parameters=list(full.parameters.values())[1:])
    raise ValueError(f"no signature found for builtin {obj!r}")


def _of_function(f):
    code = f.__code__
    names, annotations = code.co_varnames, getattr(f, "__annotations__", {})
    positional, only = code.co_argcount, code.co_posonlyargcount
    defaults, kwdefaults = f.__defaults__ or (), f.__kwdefaults__ or {}
    parameters = []
    for i, name in enumerate(names[:positional]):
        at = i - (positional - len(defaults))
        parameters.append(Parameter(
            name, Parameter.POSITIONAL_ONLY if i < only else Parameter.POSITIONAL_OR_KEYWORD,
            default=defaults[at] if at >= 0 else _Empty, annotation=annotations.get(name, _Empty)))
    after = positional + code.co_kwonlyargcount
    if code.co_flags & 4:
        parameters.append(Parameter(names[after], Parameter.VAR_POSITIONAL, annotation=annotations.get(names[after], _Empty)))
    for name in names[positional:after]:
        parameters.append(Parameter(name, Parameter.KEYWORD_ONLY, default=kwdefaults.get(name, _Empty), annotation=annotations.get(name, _Empty)))
    if code.co_flags & 8:
        name = names[after + bool(code.co_flags & 4)]
        parameters.append(Parameter(name, Parameter.VAR_KEYWORD, annotation=annotations.get(name, _Empty)))
    return Signature(parameters, return_annotation=annotations.get("return", _Empty))


def _of_partial(obj):
    full = signature(obj.func)
    parameters, skip, by_keyword = [], len(obj.args), False
    for p in full.parameters.values():
        if skip and p.kind < 2:
            skip -= 1
            continue
        if p.name in obj.keywords and p.kind != 4:
            p = p.replace(default=obj.keywords[p.name], kind=Parameter.KEYWORD_ONLY)
            by_keyword = True
        elif by_keyword and p.kind == 1:
            p = p.replace(kind=Parameter.KEYWORD_ONLY)
        elif by_keyword and p.kind == 2:
            continue
        parameters.append(p)
    return full.replace(parameters=parameters)


def get_annotations(obj, **options):
    from annotationlib import get_annotations

    return get_annotations(obj, **options)
