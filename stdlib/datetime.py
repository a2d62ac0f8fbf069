"""Dates and times."""
import time as _time
from math import modf as _modf
from operator import index as _index

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

MINYEAR, MAXYEAR = 1, 9999
_MONTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_NAMES = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = 86_400_000_000
_MOST_DAYS = 999_999_999


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in(year, month):
    return 29 if month == 2 and _is_leap(year) else _MONTHS[month]


def _days_before_year(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _days_before_month(year, month):
    return sum(_MONTHS[1:month]) + (month > 2 and _is_leap(year))


def _to_ordinal(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _from_ordinal(number):
    year = (number * 400) // 146_097 + 1
    while _days_before_year(year) >= number:
        year -= 1
    while _days_before_year(year + 1) < number:
        year += 1
    day = number - _days_before_year(year)
    month = 1
    while day > _days_in(year, month):
        day -= _days_in(year, month)
        month += 1
    return year, month, day


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {year}")
    if not 1 <= month <= 12:
        raise ValueError(f"month must be in 1..12, not {month}")
    most = _days_in(year, month)
    if not 1 <= day <= most:
        raise ValueError(f"day {day} must be in range 1..{most} for month {month} in year {year}")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    for value, most, name in ((hour, 23, "hour"), (minute, 59, "minute"), (second, 59, "second"),
                              (microsecond, 999_999, "microsecond")):
        if not 0 <= value <= most:
            raise ValueError(f"{name} must be in 0..{most}, not {value}")
    if fold not in (0, 1):
        raise ValueError(f"fold must be either 0 or 1, not {fold}")
    return hour, minute, second, microsecond, fold


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type {type(zone).__name__!r}")


def _offset_text(offset, separator=":"):
    if offset is None:
        return ""
    sign = "+"
    if offset.days < 0:
        sign = "-"
        offset = -offset
    seconds = offset.days * 86400 + offset.seconds
    text = f"{sign}{seconds // 3600:02}{separator}{seconds // 60 % 60:02}"
    if seconds % 60 or offset.microseconds:
        text += f"{separator}{seconds % 60:02}"
        if offset.microseconds:
            text += f".{offset.microseconds:06}"
    return text


def _checked_offset(name, offset):
    if offset is not None:
        if not isinstance(offset, timedelta):
            raise TypeError(f"tzinfo.{name}() must return None or a timedelta object, not {type(offset).__name__!r}")
        if not -_ONE_DAY < offset < _ONE_DAY:
            raise ValueError(
                f"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
                f"not {offset!r}")
    return offset


class timedelta:
    """A difference of times: days, seconds and microseconds."""

    __slots__ = ("_days", "_seconds", "_microseconds")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total, rest = 0, 0.0
        for value, factor, name in ((days, _DAY, "days"), (seconds, 1_000_000, "seconds"),
                                    (microseconds, 1, "microseconds"), (milliseconds, 1000, "milliseconds"),
                                    (minutes, 60_000_000, "minutes"), (hours, 3_600_000_000, "hours"),
                                    (weeks, 7 * _DAY, "weeks")):
            if isinstance(value, int):
                total += value * factor
            elif isinstance(value, float):
                part, whole = _modf(value)
                total += int(whole) * factor
                part, whole = _modf(part * factor)
                total += int(whole)
                rest += part
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
        if rest:
            whole = round(rest)
            if abs(whole - rest) == 0.5:
                odd = total & 1
                whole = 2 * round((rest + odd) * 0.5) - odd
            total += int(whole)
        return cls._of(total)

    @classmethod
    def _of(cls, total):
        days, rest = divmod(total, _DAY)
        if abs(days) > _MOST_DAYS:
            raise OverflowError(f"days={days}; must have magnitude <= {_MOST_DAYS}")
        self = object.__new__(cls)
        self._days = days
        self._seconds, self._microseconds = divmod(rest, 1_000_000)
        return self

    @property
    def days(self):
        """Whole days; negative for a negative difference."""
        return self._days

    @property
    def seconds(self):
        """Seconds of the day, from 0."""
        return self._seconds

    @property
    def microseconds(self):
        """Microseconds of the second, from 0."""
        return self._microseconds

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1_000_000 + self._microseconds

    def total_seconds(self):
        """The whole difference in seconds."""
        return self._total() / 1_000_000

    def __repr__(self):
        parts = []
        if self._days:
            parts.append(f"days={self._days}")
        if self._seconds:
            parts.append(f"seconds={self._seconds}")
        if self._microseconds:
            parts.append(f"microseconds={self._microseconds}")
        return f"{_name(self)}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        if self._days:
            text = f"{self._days} day{'s' if abs(self._days) != 1 else ''}, {text}"
        if self._microseconds:
            text += f".{self._microseconds:06}"
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return timedelta._of(self._total())

    def __abs__(self):
        return timedelta._of(abs(self._total()))

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            over, under = other.as_integer_ratio()
            return timedelta._of(_divided(self._total() * over, under))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // _divisor(other)
        if isinstance(other, int):
            return timedelta._of(self._total() // _divisor(other))
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / _divisor(other)
        if isinstance(other, int):
            return timedelta._of(_divided(self._total(), _divisor(other)))
        if isinstance(other, float):
            over, under = other.as_integer_ratio()
            return timedelta._of(_divided(self._total() * under, _divisor(over)))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() % _divisor(other))
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            quotient, rest = divmod(self._total(), _divisor(other))
            return quotient, timedelta._of(rest)
        return NotImplemented

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._total() != 0

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _divided(over, under):
    """A quotient rounded to the nearest integer, halves to even ones."""
    if under < 0:
        over, under = -over, -under
    quotient, rest = divmod(over, under)
    if 2 * rest > under or 2 * rest == under and quotient % 2:
        quotient += 1
    return quotient


def _divisor(value):
    number = value._total() if isinstance(value, timedelta) else value
    if number == 0:
        raise ZeroDivisionError("division by zero")
    return number


def _name(self):
    """The class's name as repr has it."""
    kind = type(self)
    return f"datetime.{kind.__name__}" if kind.__module__ == "datetime" else kind.__name__


timedelta.min = timedelta(-_MOST_DAYS)
timedelta.max = timedelta._of((_MOST_DAYS + 1) * _DAY - 1)
timedelta.resolution = timedelta(microseconds=1)
_ONE_DAY = timedelta(1)
_ZERO = timedelta(0)


class tzinfo:
    """What knows the offset of a zone from UTC."""

    __slots__ = ()

    def tzname(self, dt):
        """The zone's name."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        """How much the zone is ahead of UTC."""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        """How much of that is daylight saving."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        """A time of the zone for one of UTC."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        saving = dt.dst()
        if saving is None:
            raise ValueError("fromutc: non-None dst() result required")
        difference = offset - saving
        if difference:
            dt += difference
            saving = dt.dst()
            if saving is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + saving


class timezone(tzinfo):
    """A zone with an offset that never changes."""

    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is not None and not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not -_ONE_DAY < offset < _ONE_DAY:
            raise ValueError(
                f"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
                f"not {offset!r}")
        if name is None and not offset and cls is timezone and hasattr(timezone, "utc"):
            return timezone.utc
        self = tzinfo.__new__(cls)
        self._offset = offset
        self._name = name
        return self

    def utcoffset(self, dt):
        _check_argument("utcoffset", dt)
        return self._offset

    def tzname(self, dt):
        _check_argument("tzname", dt)
        if self._name is not None:
            return self._name
        return f"UTC{_offset_text(self._offset)}" if self._offset else "UTC"

    def dst(self, dt):
        _check_argument("dst", dt)
        return None

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime instance")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"{_name(self)}({self._offset!r})"
        return f"{_name(self)}({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _check_argument(name, dt):
    if dt is not None and not isinstance(dt, datetime):
        raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {type(dt).__name__}")


timezone.utc = timezone(_ZERO)
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
UTC = timezone.utc


class IsoCalendarDate(tuple):
    """Year, week and day of the week as ISO 8601 counts them."""

    __slots__ = ()
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


def _first_week(year):
    """The ordinal of the Monday that begins a year's first week."""
    first = _to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _expanded(self, format, offset, name, microsecond):
    """A format with what time.strftime does not know put in."""
    out = []
    at = 0
    while at < len(format):
        letter = format[at]
        at += 1
        if letter != "%" or at == len(format):
            out.append(letter)
            continue
        kind = format[at]
        at += 1
        if kind == "f":
            out.append(f"{microsecond:06}")
        elif kind == "z":
            out.append(_offset_text(offset(), ""))
        elif kind == ":" and format[at:at + 1] == "z":
            at += 1
            out.append(_offset_text(offset()))
        elif kind == "Z":
            out.append((name() or "").replace("%", "%%"))
        else:
            out.append("%" + kind)
    return "".join(out)


class date:
    """A day of the Gregorian calendar."""

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year, month=None, day=None):
        if month is None or day is None:
            missing = "month" if month is None else "day"
            raise TypeError(f"function missing required argument '{missing}' (pos {2 if month is None else 3})")
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """The local day of a time in seconds."""
        return cls(*_time.localtime(timestamp)[:3])

    @classmethod
    def today(cls):
        """The current local day."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """The day of a number, 1 being the first of year 1."""
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > 3_652_059:
            raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {_from_ordinal(ordinal)[0]}")
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The day that a text in ISO 8601 means."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_date(date_string))
        except _Malformed:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day of a year, week and day of the week."""
        return cls(*_from_iso(year, week, day))

    @classmethod
    def strptime(cls, date_string, format, /):
        """The day that a text means by a format."""
        from _strptime import parse
        return cls(*parse(date_string, format)[:3])

    def __repr__(self):
        return f"{_name(self)}({self._year}, {self._month}, {self._day})"

    def isoformat(self):
        """YYYY-MM-DD"""
        return f"{self._year:04}-{self._month:02}-{self._day:02}"

    __str__ = isoformat

    def ctime(self):
        """As C's ctime has it."""
        return f"{_DAY_NAMES[self.weekday()]} {_MONTH_NAMES[self._month]} {self._day:2} 00:00:00 {self._year:04}"

    def strftime(self, format):
        """A text by a format."""
        return _time.strftime(_expanded(self, format, lambda: None, lambda: None, 0), self.timetuple())

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def timetuple(self):
        """As the module time has it."""
        return _struct(self._year, self._month, self._day, 0, 0, 0, -1)

    def toordinal(self):
        """The number of the day, 1 being the first of year 1."""
        return _to_ordinal(self._year, self._month, self._day)

    def weekday(self):
        """The day of the week; Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """The day of the week; Monday is 1."""
        return self.weekday() + 1

    def isocalendar(self):
        """Year, week and day of the week as ISO 8601 counts them."""
        year = self._year
        today = self.toordinal()
        first = _first_week(year)
        if today < first:
            year -= 1
            first = _first_week(year)
        elif year < MAXYEAR + 1 and today >= _first_week(year + 1):
            year += 1
            first = _first_week(year)
        week, day = divmod(today - first, 7)
        return IsoCalendarDate((year, week + 1, day + 1))

    def replace(self, year=None, month=None, day=None):
        """Another day, some of it the same."""
        return type(self)(
            self._year if year is None else year, self._month if month is None else month,
            self._day if day is None else day)

    __replace__ = replace

    def __add__(self, other):
        if isinstance(other, timedelta):
            ordinal = self.toordinal() + other.days
            if not 0 < ordinal <= 3_652_059:
                raise OverflowError("date value out of range")
            return type(self).fromordinal(ordinal)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def _key(self):
        return (self._year, self._month, self._day)

    def __eq__(self, other):
        return self._key() == other._key() if _is_date(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if _is_date(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if _is_date(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if _is_date(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if _is_date(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _is_date(value):
    return isinstance(value, date) and not isinstance(value, datetime)


def _struct(year, month, day, hour, minute, second, saving):
    weekday = (_to_ordinal(year, month, day) + 6) % 7
    return _time.struct_time(
        (year, month, day, hour, minute, second, weekday, _days_before_month(year, month) + day, saving))


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)


class _Malformed(Exception):
    """A text is not what ISO 8601 allows."""


def _digits(text, count):
    if len(text) < count or not (text[:count].isascii() and text[:count].isdigit()):
        raise _Malformed
    return int(text[:count])


def _from_iso(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {year}")
    if not 0 < week < 54 or week == 53 and _first_week(year) + 52 * 7 >= _first_week(year + 1):
        raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return _from_ordinal(_first_week(year) + (week - 1) * 7 + day - 1)


def _parse_date(text):
    year = _digits(text, 4)
    rest = text[4:]
    dashed = rest[:1] == "-"
    if dashed:
        rest = rest[1:]
    if rest[:1] == "W":
        week = _digits(rest[1:], 2)
        rest = rest[3:]
        day = 1
        if rest:
            if dashed:
                if rest[0] != "-":
                    raise _Malformed
                rest = rest[1:]
            day = _digits(rest, 1)
            if len(rest) > 1:
                raise _Malformed
        return _from_iso(year, week, day)
    month = _digits(rest, 2)
    rest = rest[2:]
    if dashed:
        if rest[:1] != "-":
            raise _Malformed
        rest = rest[1:]
    day = _digits(rest, 2)
    if len(rest) > 2:
        raise _Malformed
    return year, month, day


def _parse_clock(text):
    """Hour, minute, second and microsecond."""
    parts = [0, 0, 0]
    separated = text[2:3] == ":"
    for place in range(3):
        parts[place] = _digits(text, 2)
        text = text[2:]
        if not text or text[0] in ".,":
            break
        if place < 2 and separated:
            if text[0] != ":":
                raise _Malformed
            text = text[1:]
        elif place == 2:
            raise _Malformed
    micro = 0
    if text:
        digits = text[1:]
        if place != 2 or not digits or not (digits.isascii() and digits.isdigit()):
            raise _Malformed
        micro = int(digits[:6].ljust(6, "0"))
    return *parts, micro


def _parse_time(text):
    """Parts of a time and its zone."""
    zone = None
    for place, letter in enumerate(text):
        if letter in "+-Z":
            mark, offset = letter, text[place + 1:]
            text = text[:place]
            if mark == "Z":
                if offset:
                    raise _Malformed
                zone = timezone.utc
            else:
                hours, minutes, seconds, micro = _parse_clock(offset)
                if hours > 23 or minutes > 59 or seconds > 59:
                    raise _Malformed
                delta = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
                zone = timezone(-delta if mark == "-" else delta)
            break
    return *_parse_clock(text), zone


class time:
    """A time of the day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond, self._fold = _check_time(
            hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self._tzinfo = tzinfo
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, time_string, /):
        """The time that a text in ISO 8601 means."""
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            hour, minute, second, micro, zone = _parse_time(time_string.removeprefix("T"))
        except _Malformed:
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None
        if (hour, minute, second, micro) == (24, 0, 0, 0):
            hour = 0
        return cls(hour, minute, second, micro, zone)

    @classmethod
    def strptime(cls, date_string, format, /):
        """The time that a text means by a format."""
        parsed = datetime.strptime(date_string, format)
        return cls(parsed.hour, parsed.minute, parsed.second, parsed.microsecond, parsed.tzinfo)

    def isoformat(self, timespec="auto"):
        """HH:MM:SS, with what else there is."""
        return _clock_text(self, timespec) + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        parts = [str(self._hour), str(self._minute)]
        if self._second or self._microsecond:
            parts.append(str(self._second))
        if self._microsecond:
            parts.append(str(self._microsecond))
        if self._tzinfo is not None:
            parts.append(f"tzinfo={self._tzinfo!r}")
        if self._fold:
            parts.append("fold=1")
        return f"{_name(self)}({', '.join(parts)})"

    def strftime(self, format):
        """A text by a format."""
        text = _expanded(self, format, self.utcoffset, self.tzname, self._microsecond)
        return _time.strftime(text, _struct(1900, 1, 1, self._hour, self._minute, self._second, -1))

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def utcoffset(self):
        """How much the zone is ahead of UTC."""
        return None if self._tzinfo is None else _checked_offset("utcoffset", self._tzinfo.utcoffset(None))

    def dst(self):
        """How much of that is daylight saving."""
        return None if self._tzinfo is None else _checked_offset("dst", self._tzinfo.dst(None))

    def tzname(self):
        """The zone's name."""
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Another time, some of it the same."""
        return type(self)(
            self._hour if hour is None else hour, self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _key(self):
        offset = self.utcoffset()
        micros = ((self._hour * 60 + self._minute) * 60 + self._second) * 1_000_000 + self._microsecond
        return micros - (0 if offset is None else offset._total())

    def _compared(self, other):
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return self._key(), other._key()

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __lt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        mine, others = self._compared(other)
        return mine < others

    def __le__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        mine, others = self._compared(other)
        return mine <= others

    def __gt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        mine, others = self._compared(other)
        return mine > others

    def __ge__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        mine, others = self._compared(other)
        return mine >= others

    def __hash__(self):
        return hash(self._key())

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _clock_text(self, timespec):
    text = f"{self._hour:02}:{self._minute:02}:{self._second:02}"
    if timespec == "auto":
        timespec = "microseconds" if self._microsecond else "seconds"
    if timespec == "microseconds":
        return f"{text}.{self._microsecond:06}"
    if timespec == "milliseconds":
        return f"{text}.{self._microsecond // 1000:03}"
    if timespec not in ("hours", "minutes", "seconds"):
        raise ValueError("Unknown timespec value")
    return text[:{"hours": 2, "minutes": 5, "seconds": 8}[timespec]]


time.min, time.max, time.resolution = time(0), time(23, 59, 59, 999_999), timedelta(microseconds=1)


class datetime(date):
    """A day and a time of the day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = date.__new__(cls, year, month, day)
        self._hour, self._minute, self._second, self._microsecond, self._fold = _check_time(
            hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self._tzinfo = tzinfo
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def _at(cls, micros, zone=None):
        """The time so many microseconds after the beginning of the calendar."""
        days, rest = divmod(micros, _DAY)
        if not 0 < days <= 3_652_059:
            raise OverflowError("date value out of range")
        seconds, micro = divmod(rest, 1_000_000)
        return cls(*_from_ordinal(days), seconds // 3600, seconds // 60 % 60, seconds % 60, micro, zone)

    def _micros(self):
        seconds = (self._hour * 60 + self._minute) * 60 + self._second
        return self.toordinal() * _DAY + seconds * 1_000_000 + self._microsecond

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The time of so many seconds since 1970, local or of a zone."""
        _check_zone(tz)
        part, seconds = _modf(timestamp)
        micro = round(part * 1_000_000)
        seconds = int(seconds)
        if micro >= 1_000_000:
            seconds, micro = seconds + 1, micro - 1_000_000
        elif micro < 0:
            seconds, micro = seconds - 1, micro + 1_000_000
        if tz is not None:
            found = _time.gmtime(seconds)
            return tz.fromutc(cls(*found[:6], micro, tz))
        found = _time.localtime(seconds)
        result = cls(*found[:5], min(found[5], 59), micro)
        before = cls(*_time.localtime(seconds - 86400)[:6], micro)
        jump = result - before - _ONE_DAY
        if jump.days < 0 and cls(*_time.localtime(seconds + jump // timedelta(seconds=1))[:6], micro) == result:
            result = result.replace(fold=1)
        return result

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """The time of UTC of so many seconds since 1970."""
        from warnings import warn
        warn("datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. "
             "Use timezone-aware objects to represent datetimes in UTC: "
             "datetime.datetime.fromtimestamp(timestamp, datetime.UTC).", DeprecationWarning, stacklevel=2)
        return cls.fromtimestamp(timestamp, UTC).replace(tzinfo=None)

    @classmethod
    def now(cls, tz=None):
        """The current time, local or of a zone."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """The current time of UTC."""
        from warnings import warn
        warn("datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. "
             "Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).",
             DeprecationWarning, stacklevel=2)
        return cls.fromtimestamp(_time.time(), UTC).replace(tzinfo=None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time of the day."""
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The time that a text in ISO 8601 means."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            length = _date_length(date_string)
            parts = _parse_date(date_string[:length])
            if len(date_string) == length:
                return cls(*parts)
            clock = date_string[length + 1:]
            if not clock:
                raise _Malformed
            hour, minute, second, micro, zone = _parse_time(clock)
        except _Malformed:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        if hour == 24:
            if minute or second or micro:
                raise ValueError("minute, second, and microsecond must be 0 when hour is 24")
            return cls(*parts, 0, 0, 0, 0, zone) + _ONE_DAY
        return cls(*parts, hour, minute, second, micro, zone)

    @classmethod
    def strptime(cls, date_string, format, /):
        """The time that a text means by a format."""
        from _strptime import parse
        *parts, zone = parse(date_string, format)
        if zone is not None:
            offset, name = zone
            delta = timedelta(seconds=offset[0], microseconds=offset[1])
            zone = timezone(delta, name) if name else timezone(delta)
        return cls(*parts, zone)

    def isoformat(self, sep="T", timespec="auto"):
        """YYYY-MM-DDTHH:MM:SS, with what else there is."""
        return f"{date.isoformat(self)}{sep}{_clock_text(self, timespec)}{_offset_text(self.utcoffset())}"

    def __str__(self):
        return self.isoformat(sep=" ")

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        while len(parts) > 5 and not parts[-1]:
            parts.pop()
        texts = [str(part) for part in parts]
        if self._tzinfo is not None:
            texts.append(f"tzinfo={self._tzinfo!r}")
        if self._fold:
            texts.append("fold=1")
        return f"{_name(self)}({', '.join(texts)})"

    def ctime(self):
        """As C's ctime has it."""
        return date.ctime(self).replace("00:00:00", f"{self._hour:02}:{self._minute:02}:{self._second:02}")

    def strftime(self, format):
        """A text by a format."""
        text = _expanded(self, format, self.utcoffset, self.tzname, self._microsecond)
        return _time.strftime(text, self.timetuple())

    def date(self):
        """The day."""
        return date(self._year, self._month, self._day)

    def time(self):
        """The time of the day, without its zone."""
        return time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """The time of the day, with its zone."""
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def timetuple(self):
        """As the module time has it."""
        saving = self.dst()
        saving = -1 if saving is None else int(bool(saving))
        return _struct(self._year, self._month, self._day, self._hour, self._minute, self._second, saving)

    def utctimetuple(self):
        """The same of UTC."""
        offset = self.utcoffset()
        moment = self.replace(tzinfo=None) - offset if offset else self
        return _struct(
            moment._year, moment._month, moment._day, moment._hour, moment._minute, moment._second, 0)

    def timestamp(self):
        """Seconds since 1970."""
        if self.utcoffset() is None:
            return self._local_seconds() + self._microsecond / 1_000_000
        return (self - _EPOCH).total_seconds()

    def _local_seconds(self):
        """Seconds since 1970 of this local time; for one that is twice, fold tells which."""
        naive = (self._micros() - self._microsecond - _EPOCH._micros()) // 1_000_000

        def local(seconds):
            found = _time.localtime(seconds)
            moment = datetime(*found[:5], min(found[5], 59))
            return (moment._micros() - _EPOCH._micros()) // 1_000_000

        first = local(naive) - naive
        guess = naive - first
        if local(guess) == naive:
            other = guess + (-86400, 86400)[self._fold]
            second = local(other) - other
            if first == second:
                return guess
        else:
            second = naive - guess and local(guess) - guess
        other = naive - second
        if local(other) == naive:
            return other
        if local(guess) == naive:
            return guess
        return (max, min)[self._fold](guess, other)

    def astimezone(self, tz=None):
        """The same moment in another zone; the local one if none is given."""
        if tz is not None:
            _check_zone(tz)
        mine = self._tzinfo
        offset = None if mine is None else self.utcoffset()
        if offset is None:
            seconds = self._local_seconds()
            mine, offset = _local_zone(seconds)
        if tz is None:
            moment = self.replace(tzinfo=None) - offset
            tz, _ = _local_zone((moment._micros() - _EPOCH._micros()) // 1_000_000)
        if tz is mine:
            return self if self._tzinfo is mine else self.replace(tzinfo=mine)
        return tz.fromutc((self.replace(tzinfo=None) - offset).replace(tzinfo=tz))

    def utcoffset(self):
        """How much the zone is ahead of UTC."""
        return None if self._tzinfo is None else _checked_offset("utcoffset", self._tzinfo.utcoffset(self))

    def dst(self):
        """How much of that is daylight saving."""
        return None if self._tzinfo is None else _checked_offset("dst", self._tzinfo.dst(self))

    def tzname(self):
        """The zone's name."""
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        """Another time, some of it the same."""
        return type(self)(
            self._year if year is None else year, self._month if month is None else month,
            self._day if day is None else day, self._hour if hour is None else hour,
            self._minute if minute is None else minute, self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    __replace__ = replace

    def __add__(self, other):
        if isinstance(other, timedelta):
            return type(self)._at(self._micros() + other._total(), self._tzinfo)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return type(self)._at(self._micros() - other._total(), self._tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        difference = self._micros() - other._micros()
        if self._tzinfo is not other._tzinfo:
            mine, others = self.utcoffset(), other.utcoffset()
            if (mine is None) != (others is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            if mine is not None:
                difference -= mine._total() - others._total()
        return timedelta._of(difference)

    def _compared(self, other, equality=False):
        mine = others = None
        if self._tzinfo is not other._tzinfo:
            mine, others = self.utcoffset(), other.utcoffset()
        if (mine is None) != (others is None):
            if equality:
                return 0, 1
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return (self._micros() - (mine._total() if mine else 0), other._micros() - (others._total() if others else 0))

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        mine, others = self._compared(other, True)
        return mine == others

    def __lt__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        mine, others = self._compared(other)
        return mine < others

    def __le__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        mine, others = self._compared(other)
        return mine <= others

    def __gt__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        mine, others = self._compared(other)
        return mine > others

    def __ge__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        mine, others = self._compared(other)
        return mine >= others

    def __hash__(self):
        offset = self.replace(fold=0).utcoffset() if self._fold else self.utcoffset()
        return hash(self._micros() - (0 if offset is None else offset._total()))


def _date_length(text):
    """How much of a text is the date."""
    if len(text) < 7:
        raise _Malformed
    if text[4] == "-":
        if text[5:6] != "W":
            return 10
        return 10 if text[8:9] == "-" and text[9:10].isdigit() else 8
    if text[4] == "W":
        # A week without a day is followed by a separator, which is no digit.
        end = 7
        while end < len(text) and text[end].isdigit():
            end += 1
        return end if end < 9 else 7 if end % 2 == 0 else 8
    return 8


def _local_zone(seconds):
    """The system's zone at a moment, and its offset."""
    found = _time.localtime(seconds)
    offset = timedelta(seconds=found.tm_gmtoff)
    return timezone(offset, found.tm_zone), offset


datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999_999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
