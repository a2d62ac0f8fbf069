"""The result of `time.gmtime` and its siblings."""


class struct_time(tuple):
    """The time value as returned by gmtime(), localtime(), and strptime(), and accepted by asctime(), mktime() and strftime()."""

    def __new__(cls, sequence, zone=None, offset=None):
        values = tuple(sequence)
        if len(values) < 9:
            raise TypeError(f"time.struct_time() takes an at least 9-sequence ({len(values)}-sequence given)")
        if len(values) > 11:
            raise TypeError(f"time.struct_time() takes an at most 11-sequence ({len(values)}-sequence given)")
        self = tuple.__new__(cls, values[:9])
        self._more = (values[9:] + (zone, offset)[len(values) - 9:])[:2]
        return self

    n_fields, n_sequence_fields, n_unnamed_fields = 11, 9, 0
    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])
    tm_zone = property(lambda self: self._more[0])
    tm_gmtoff = property(lambda self: self._more[1])

    def __repr__(self):
        names = ("year", "mon", "mday", "hour", "min", "sec", "wday", "yday", "isdst")
        return f"time.struct_time({', '.join([f'tm_{n}={v!r}' for n, v in zip(names, self)])})"


struct_time.__module__ = "time"
