"""Regular expressions."""
import _re
from _re import Match, Pattern
from enum import IntFlag

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
    "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
    "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError",
]


class PatternError(Exception):
    """A pattern or template is wrong: what (msg), in which (pattern), and where (pos, lineno, colno)."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


error = PatternError


class RegexFlag(IntFlag):
    """What changes how patterns match."""

    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128

    def __repr__(self):
        if not self._value_:
            return "re.NOFLAG"
        names = [f"re.{flag.name}" for flag in RegexFlag if flag._value_ & self._value_]
        rest = self._value_ & ~sum(flag._value_ for flag in RegexFlag)
        if rest:
            names.append(hex(rest))
        return "|".join(names)

    __str__ = object.__str__


globals().update(RegexFlag.__members__)
del DEBUG
DEBUG = RegexFlag.DEBUG

_cache = {}
_MOST_KEPT = 512


def compile(pattern, flags=0):
    """Compiles a pattern."""
    if isinstance(flags, RegexFlag):
        flags = flags.value
    key = (type(pattern), pattern, flags)
    try:
        return _cache[key]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    compiled = _re.compile(pattern, flags)
    if len(_cache) >= _MOST_KEPT:
        del _cache[next(iter(_cache))]
    _cache[key] = compiled
    return compiled


def purge():
    """Forgets the patterns that were compiled."""
    _cache.clear()


def match(pattern, string, flags=0):
    """Matches at the beginning of a string."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Matches a whole string."""
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Looks for a match in a string."""
    return compile(pattern, flags).search(string)


def _later(name, args, first, flags):
    """Arguments that should be named: the number and the flags."""
    from warnings import warn
    if first is not _unset or len(args) > 1 and flags is not _unset:
        raise TypeError(f"got multiple values for argument '{name if first is not _unset else 'flags'}'")
    if len(args) > 2:
        raise TypeError(f"too many positional arguments: {len(args)} after the string")
    warn(f"'{name}' is passed as positional argument", DeprecationWarning, stacklevel=3)
    return args[0], args[1] if len(args) > 1 else flags


_unset = RegexFlag.NOFLAG


def sub(pattern, repl, string, *args, count=_unset, flags=_unset):
    """The string with matches replaced, by a template or what a function of the match gives."""
    if args:
        count, flags = _later("count", args, count, flags)
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_unset, flags=_unset):
    """As sub, with the number of replacements."""
    if args:
        count, flags = _later("count", args, count, flags)
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_unset, flags=_unset):
    """The parts of a string between matches."""
    if args:
        maxsplit, flags = _later("maxsplit", args, maxsplit, flags)
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """All matches in a string, as texts or tuples of groups."""
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """All matches in a string, one after the other."""
    return compile(pattern, flags).finditer(string)


_SPECIAL = {code: "\\" + chr(code) for code in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """A pattern for just this text."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return str(pattern, "latin1").translate(_SPECIAL).encode("latin1")


def _matches(pattern, string, at, end):
    not_empty = False
    while found := _re.next(pattern, string, at, end, not_empty):
        match, at, not_empty = found
        yield match


def _replaced(pattern, function, string, count, counted):
    parts = []
    last = done = 0
    empty = string[:0] if isinstance(string, (str, bytes)) else b""
    for match in pattern.finditer(string):
        start, end = match.span()
        if last < start:
            parts.append(string[last:start])
        part = function(match)
        if part is not None:
            parts.append(part)
        last = end
        done += 1
        if done == count:
            break
    if done:
        if last < len(string):
            parts.append(string[last:])
        string = empty.join(parts)
    return (string, done) if counted else string
