def f(a, b=2, /, c=3, *, d=4):
    return a, b, c, d


print(f(1), f(1, 5, c=6, d=7))


def g(x, /, **kw):
    return x, kw


print(g(1, x=2))
for call in (lambda: f(a=1), lambda: f(1, b=2), lambda: f(), lambda: f(1, 2, 3, 4)):
    try:
        call()
    except TypeError as e:
        print(e)
