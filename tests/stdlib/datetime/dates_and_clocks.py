# date and time.
from datetime import *
import datetime as D
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r), "|", r)
    except BaseException as e: print(type(e).__name__, e)
for args in [(2024, 2, 29), (2023, 2, 29), (0, 1, 1), (2024, 13, 1), (10000, 1, 1), (2024, 1), ("x", 1, 1)]: t(date, *args)
d = date(2024, 5, 17)
for f in ["d.isoformat()", "d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal()", "d.ctime()", "d.strftime('%Y/%m/%d %a %j %U %W %A %B %b %d')", "d+timedelta(30)", "d-timedelta(days=1, hours=23)", "d-date(2024,1,1)", "d.replace(day=1)", "d.timetuple()", "date.fromordinal(1)", "date.fromordinal(738000)", "date.fromordinal(0)", "date.fromisoformat('2024-05-17')", "date.fromisoformat('20240517')", "date.fromisoformat('2024-W20-5')", "date.fromisoformat('2024W205')", "date.fromisoformat('2024-5-17')", "date.fromisoformat('x')", "date.fromisocalendar(2024, 20, 5)", "date.fromisocalendar(2024, 53, 1)", "date.max + timedelta(1)", "d < date(2025,1,1), d == date(2024,5,17)", "d == 5", "f'{d:%d.%m.%y}', f'{d}'", "date.min, date.max, date.resolution", "date(2021,1,3).isocalendar(), date(2020,12,31).isocalendar()", "hash(d)==hash(date(2024,5,17))", "date.strptime('17/05/2024','%d/%m/%Y')"]: t(lambda: eval(f))
for args in [(), (12, 30), (25,), (12, 60), (12, 30, 15, 5), (12, 0, 0, 10**6)]: t(time, *args)
x = time(13, 5, 9, 120)
for f in ["x.isoformat()", "x.isoformat('minutes')", "x.isoformat('milliseconds')", "x.isoformat('x')", "x.strftime('%H:%M:%S.%f %I %p')", "x.replace(hour=1)", "time.fromisoformat('12:30')", "time.fromisoformat('T123045.5')", "time.fromisoformat('12:30:45.123456+02:00')", "time.fromisoformat('12:30Z')", "time.fromisoformat('nope')", "time(1, tzinfo=timezone.utc)", "time(1) < time(2)", "time(1) < time(1, tzinfo=UTC)", "time(1) == time(1, tzinfo=UTC)", "time.min, time.max, time.resolution", "time(12, tzinfo=timezone(timedelta(hours=2))).utcoffset()", "time(5, fold=1)", "bool(time(0))"]: t(lambda: eval(f))
