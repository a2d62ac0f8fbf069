def inner():
    x = yield 1
    return x.missing


def outer():
    result = yield from inner()
    yield result


g = outer()
next(g)
g.send(5)
