def inner():
    x = yield 1
    print("inner got", x)
    y = yield 2
    print("inner got", y)
    return "inner result"


def outer():
    result = yield from inner()
    print("result", result)
    yield from [10, 20]
    yield from "ab"
    return "outer result"


g = outer()
print(next(g), g.send("s1"), g.send("s2"), next(g), next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, [3, [4]], 5]])))
try:
    list((lambda: (yield from 5))())
except TypeError as e:
    print(e)
