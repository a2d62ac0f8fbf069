"""Exceptions as text."""

import sys
from _compile import describe_exception as _describe, describe_place as _describe_place

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb",
    "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb", "FrameSummary", "StackSummary",
    "TracebackException", "walk_tb",
]
_ABSENT = object()


def _exception(exc, value):
    if value is _ABSENT:
        return exc
    return value


def format_exception(exc, /, value=_ABSENT, tb=_ABSENT, limit=None, chain=True, **kwargs):
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    text = _describe(exc, tb is not None, chain)
    return text.splitlines(keepends=True)


def format_exception_only(exc, /, value=_ABSENT, *, show_group=False, **kwargs):
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    return _describe(exc, False, False).splitlines(keepends=True)


def print_exception(exc, /, value=_ABSENT, tb=_ABSENT, limit=None, file=None, chain=True, **kwargs):
    (sys.stderr if file is None else file).write("".join(format_exception(exc, value, tb, limit, chain)))


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


class FrameSummary:
    __slots__ = ("filename", "lineno", "name", "_line", "_shown", "locals")

    def __init__(self, filename, lineno, name, *, line=None, locals=None, **more):
        self.filename, self.lineno, self.name, self._line, self.locals = filename, lineno, name, line, locals
        self._shown = None

    @property
    def line(self):
        if self._line is None and self.lineno is not None:
            import linecache

            self._line = linecache.getline(self.filename, self.lineno).strip()
        return self._line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other) if isinstance(other, (FrameSummary, tuple)) else NotImplemented

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    def format(self):
        return format_list(self)

    @classmethod
    def from_list(cls, a_list):
        return cls(f if isinstance(f, FrameSummary) else FrameSummary(*f[:3], line=f[3]) for f in a_list)


def format_list(extracted_list):
    result = []
    for f in extracted_list:
        shown = getattr(f, "_shown", None)
        if shown is not None:
            result.append(shown)
            continue
        filename, lineno, name, line = f
        text = f'  File "{filename}", line {lineno}, in {name}\n'
        result.append(f"{text}    {line.strip()}\n" if line else text)
    return result


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    result = StackSummary()
    while tb is not None:
        code = tb.tb_frame.f_code
        summary = FrameSummary(code.co_filename, tb.tb_lineno, code.co_name)
        summary._shown = _describe_place(tb)
        result.append(summary)
        tb = tb.tb_next
    if limit is not None:
        result[:] = result[:limit] if limit >= 0 else result[limit:]
    return result


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    (sys.stderr if file is None else file).write("".join(format_tb(tb, limit)))


def extract_stack(f=None, limit=None):
    from _compile import script_frames

    result = StackSummary([FrameSummary(filename, lineno, name) for filename, lineno, name, _ in reversed(script_frames())])
    return result if limit is None else StackSummary(result[-limit:])


def format_stack(f=None, limit=None):
    return format_list(extract_stack(f, limit))


def print_stack(f=None, limit=None, file=None):
    (sys.stderr if file is None else file).write("".join(format_stack(f, limit)))


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback, **kwargs):
        self._exc = exc_value
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self._str = str(exc_value)

    @property
    def exc_type_str(self):
        return self.exc_type.__qualname__

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format(self, *, chain=True, **kwargs):
        yield from format_exception(self._exc, chain=chain)

    def format_exception_only(self, **kwargs):
        yield from format_exception_only(self._exc)

    def print(self, *, file=None, chain=True, **kwargs):
        print_exception(self._exc, file=file, chain=chain)

    def __str__(self):
        return self._str
