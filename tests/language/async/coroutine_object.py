async def f(x):
    return x * 2


c = f(4)
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_await)
try:
    c.send(None)
except StopIteration as e:
    print("returned", e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
c = f(1)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
try:
    iter(f)
except TypeError as e:
    print(e)
c = f(1)
for wrong in (lambda: iter(c), lambda: next(c), lambda: list(c)):
    try:
        wrong()
    except TypeError as e:
        print(e)
c.close()
d = f(0)
print(repr(d).startswith("<coroutine object f at 0x"))
d.close()
