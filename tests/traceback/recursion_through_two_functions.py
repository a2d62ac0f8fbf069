def f(n):
    return g(n - 1) if n else 1 / 0


def g(n):
    return f(n)


f(4)
