"""Names matched with patterns as shells have them."""
import re
from functools import lru_cache

__all__ = ["filter", "filterfalse", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Whether a name matches a pattern."""
    return fnmatchcase(name, pat)


@lru_cache(maxsize=256)
def _compiled(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(str(pat, "iso-8859-1")).encode("iso-8859-1")).match
    return re.compile(translate(pat)).match


def fnmatchcase(name, pat):
    """Whether a name matches a pattern, case and all."""
    return _compiled(pat)(name) is not None


def filter(names, pat):
    """The names that match."""
    match = _compiled(pat)
    return [name for name in names if match(name)]


def filterfalse(names, pat):
    """The names that do not match."""
    match = _compiled(pat)
    return [name for name in names if not match(name)]


def _pieces(pat, star, one):
    """A pattern as pieces of a regular expression."""
    out = []
    at = 0
    while at < len(pat):
        letter = pat[at]
        at += 1
        if letter == "*":
            if not out or out[-1] is not star:
                out.append(star)
        elif letter == "?":
            out.append(one)
        elif letter == "[":
            end = at
            if end < len(pat) and pat[end] == "!":
                end += 1
            if end < len(pat) and pat[end] == "]":
                end += 1
            while end < len(pat) and pat[end] != "]":
                end += 1
            if end >= len(pat):
                out.append("\\[")
                continue
            out.append(_set(pat[at:end], one))
            at = end + 1
        else:
            out.append(re.escape(letter))
    return out


def _set(body, one):
    """What stands between brackets, as a regular expression."""
    negated = body[0] == "!"
    if negated:
        body = body[1:]
    parts = []
    at = 0
    while at < len(body):
        low = body[at]
        if body[at + 1:at + 2] == "-" and at + 2 < len(body):
            high = body[at + 2]
            if low <= high:
                parts.append(f"{_escaped(low)}-{_escaped(high)}")
            at += 3
        else:
            parts.append(_escaped(low))
            at += 1
    if not parts:
        return one if negated else "(?!)"
    return f"[{'^' if negated else ''}{''.join(parts)}]"


def _escaped(letter):
    return "\\" + letter if letter in "\\^-[]&~|" else letter


def translate(pat):
    """A pattern as a regular expression."""
    star = ".*"
    parts = _pieces(pat, star, ".")
    out = []
    at = 0
    while at < len(parts) and parts[at] is not star:
        out.append(parts[at])
        at += 1
    while at < len(parts):
        at += 1
        if at == len(parts):
            out.append(star)
            break
        fixed = []
        while at < len(parts) and parts[at] is not star:
            fixed.append(parts[at])
            at += 1
        if at == len(parts):
            out.append(star)
            out.extend(fixed)
        else:
            # The first place that fits is as good as any: nothing is tried again.
            out.append(f"(?>.*?{''.join(fixed)})")
    return f"(?s:{''.join(out)})\\z"
