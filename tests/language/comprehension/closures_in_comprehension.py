fs = [lambda: x for x in range(3)]
print([f() for f in fs])


def f(n):
    return [lambda k: k + x + n for x in range(3)]


print([g(100) for g in f(10)])


def g():
    x = "outer"
    ys = [x for x in range(2)]
    return x, ys


print(g())
print([[(lambda: (i, j))() for j in range(2)] for i in range(2)])
