"""Reads times by a format: what datetime.strptime is built upon."""
import re

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"]


def _choice(name, words):
    return f"(?P<{name}>{'|'.join(sorted(words, key=len, reverse=True))})"


_DIRECTIVES = {
    "d": r"(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])", "f": r"(?P<f>[0-9]{1,6})", "H": r"(?P<H>2[0-3]|[0-1]\d|\d)",
    "I": r"(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])", "G": r"(?P<G>\d\d\d\d)",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])", "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])",
    "M": r"(?P<M>[0-5]\d|\d)", "S": r"(?P<S>6[0-1]|[0-5]\d|\d)", "U": r"(?P<U>5[0-3]|[0-4]\d|\d)",
    "W": r"(?P<W>5[0-3]|[0-4]\d|\d)", "w": r"(?P<w>[0-6])", "u": r"(?P<u>[1-7])",
    "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)", "y": r"(?P<y>\d\d)", "Y": r"(?P<Y>\d\d\d\d)",
    "z": r"(?P<z>([+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?)|(?-i:Z))", "Z": "(?P<Z>utc|gmt)",
    "A": _choice("A", _DAYS), "a": _choice("a", [day[:3] for day in _DAYS]),
    "B": _choice("B", _MONTHS), "b": _choice("b", [month[:3] for month in _MONTHS]), "p": "(?P<p>am|pm)", "%": "%",
}
_SHORT = {
    "c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "r": "%I:%M:%S %p", "R": "%H:%M", "T": "%H:%M:%S",
    "D": "%m/%d/%y", "F": "%Y-%m-%d", "h": "%b",
}
_cache = {}


def _compiled(format):
    if format in _cache:
        return _cache[format]
    out = []
    at = 0
    text = format
    while at < len(text):
        letter = text[at]
        at += 1
        if letter.isspace():
            while at < len(text) and text[at].isspace():
                at += 1
            out.append(r"\s+")
        elif letter != "%":
            out.append(re.escape(letter))
        elif at == len(text):
            raise ValueError(f"stray % in format '{format}'")
        else:
            kind = text[at]
            at += 1
            if kind in _SHORT:
                text = _SHORT[kind] + text[at:]
                at = 0
            elif kind in _DIRECTIVES:
                out.append(_DIRECTIVES[kind])
            else:
                raise ValueError(f"'{kind}' is a bad directive in format '{format}'")
    _cache[format] = compiled = re.compile("".join(out), re.IGNORECASE)
    return compiled


def parse(text, format):
    """Year, month, day, hour, minute, second, microsecond, and the zone: offset and name."""
    for place, value in enumerate((text, format)):
        if not isinstance(value, str):
            raise TypeError(f"strptime() argument {place} must be str, not {type(value)}")
    found = _compiled(format).match(text)
    if not found:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if found.end() != len(text):
        raise ValueError(f"unconverted data remains: {text[found.end():]}")
    parts = found.groupdict()

    def number(name, default=None):
        return default if parts.get(name) is None else int(parts[name])

    year = number("Y")
    if year is None and number("y") is not None:
        year = number("y") + (2000 if number("y") <= 68 else 1900)
    month = number("m", 1)
    for name, words in (("B", _MONTHS), ("b", [word[:3] for word in _MONTHS])):
        if parts.get(name):
            month = words.index(parts[name].lower()) + 1
    hour = number("H", 0)
    if number("I") is not None:
        hour = number("I") % 12 + (12 if (parts.get("p") or "am").lower() == "pm" else 0)
    micro = int(parts["f"].ljust(6, "0")) if parts.get("f") else 0
    year, month, day = _day(parts, number, year, month, number("d", 1))
    return year, month, day, hour, number("M", 0), number("S", 0), micro, _zone(parts)


def _day(parts, number, year, month, day):
    """The date, which a day of the year or a week may give."""
    from datetime import date, timedelta
    weekday = None
    if number("w") is not None:
        weekday = (number("w") + 6) % 7
    if number("u") is not None:
        weekday = number("u") - 1
    for name, words in (("A", _DAYS), ("a", [word[:3] for word in _DAYS])):
        if parts.get(name):
            weekday = words.index(parts[name].lower())
    if number("G") is not None:
        if number("j") is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
        if number("V") is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        found = date.fromisocalendar(number("G"), number("V"), weekday + 1)
        return found.year, found.month, found.day
    if number("V") is not None:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' "
                         "instead.")
    if year is None:
        year = 1904 if month == 2 and day == 29 else 1900
    days = number("j")
    for name, first in (("U", 6), ("W", 0)):
        week = number(name)
        if days is None and week is not None and weekday is not None:
            start = date(year, 1, 1).weekday()
            before = (7 - start + first) % 7
            days = 1 + before + (week - 1) * 7 + (weekday - first) % 7
    if days is not None:
        found = date(year, 1, 1) + timedelta(days - 1)
        return found.year, found.month, found.day
    return year, month, day


def _zone(parts):
    text = parts.get("z")
    if text:
        if text == "Z":
            return (0, 0), None
        if text[3] == ":":
            text = text[:3] + text[4:]
            if len(text) > 5:
                if text[5] != ":":
                    raise ValueError(f"Inconsistent use of : in {parts['z']}")
                text = text[:5] + text[6:]
        seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60 + int(text[5:7] or 0)
        micro = int(text[8:].ljust(6, "0")) if text[7:8] == "." else 0
        sign = -1 if text[0] == "-" else 1
        return (sign * seconds, sign * micro), (parts.get("Z") or None) and parts["Z"]
    return None
