def f():
    return (yield)


g = f()
next(g)
try:
    g.send((1, 2))
except StopIteration as e:
    print(e.value)


def bad():
    yield 1
    raise StopIteration("inside")


try:
    print(list(bad()))
except RuntimeError as e:
    print(e, repr(e.__cause__), repr(e.__context__))


def next_inside():
    yield next(iter([]))


try:
    list(next_inside())
except RuntimeError as e:
    print(e)
