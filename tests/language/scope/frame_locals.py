import sys


def caller():
    mine = "caller's"
    return callee(1, k=2)


def callee(a, *, k):
    free = 5

    def inner():
        here = sys._getframe()
        frames = here, here.f_back, here.f_back.f_back
        return free, *(dict(frame.f_locals) for frame in frames), here.f_code.co_name

    value, own, outer, outermost, name = inner()
    print(sorted(own), sorted(key for key in outer if key != "inner"), outermost, name)
    print(outer["a"], outer["k"], outer["free"])


caller()
print(sys._getframe().f_locals is globals(), sys._getframe().f_builtins["len"] is len)


def gen(x):
    y = yield x
    yield y


g = gen(3)
print(g.gi_frame.f_locals)
next(g)
g.send(4)
print(g.gi_frame.f_locals, g.gi_frame.f_lineno)
g.__name__, g.__qualname__ = "renamed", "other"
print(g.__name__, repr(g).split(" at ")[0])
