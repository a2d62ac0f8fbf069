def f(a, a):
    nonlocal missing
    await a
    for x in a:
        pass
    else:
        break
    return [(a := x) for a in x]


class C:
    return 1
    x = [(y := 1) for z in x]


def g(x):
    global x
    print(y)
    global y
    __debug__ = 1


async def h():
    yield 1
    yield from x
    return 2


match x:
    case a:
        pass
    case [a, a] | [b]:
        pass

*a = 1
continue
from x import *
