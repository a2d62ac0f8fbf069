# timedelta.
from datetime import *
import datetime as D
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r), "|", r)
    except BaseException as e: print(type(e).__name__, e)
for a in [dict(), dict(days=1), dict(seconds=-1), dict(days=1, hours=2, minutes=3, seconds=4, milliseconds=5, microseconds=6), dict(weeks=2), dict(hours=1.5), dict(days=0.1), dict(microseconds=0.5), dict(microseconds=1.5), dict(seconds=1e-7), dict(days=10**9), dict(days="x"), dict(days=-1, seconds=5), dict(minutes=90)]: t(timedelta, **a)
a, b = timedelta(days=3, hours=5), timedelta(hours=7, microseconds=3)
for f in ["a+b", "a-b", "a*2", "2*a", "a*1.5", "a/2", "a/b", "a//b", "a%b", "divmod(a,b)", "-a", "abs(-a)", "a/2.5", "a//7", "a<b", "a==timedelta(hours=77)", "a/timedelta(0)", "a//0", "hash(a)==hash(timedelta(hours=77))", "bool(timedelta(0))", "a.total_seconds()", "timedelta.max", "timedelta.min", "timedelta.resolution", "timedelta.max+timedelta(1)", "sum([a,b], timedelta())", "a.days, a.seconds, b.microseconds", "timedelta(microseconds=1)*0.5", "timedelta(microseconds=3)/2", "round(a.total_seconds()/60)"]: t(lambda: eval(f))
