from functools import partial, reduce

p = partial(int, base=2)
print(p("101"), p.func is int, p.args, p.keywords, partial(print, "a", sep="-").args)
q = partial(lambda *a, **k: (a, k), 1, x=2)
print(q(), q(5, y=6), q(x=9), partial(q, 7)(8), partial(q, 7).args)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 5), reduce(max, [3, 9, 2]), reduce(lambda a, b: [*a, b], "ab", []))
for wrong in (lambda: reduce(lambda a, b: a, []), lambda: reduce(None, [1, 2]), lambda: partial(5), lambda: partial()):
    try:
        wrong()
    except TypeError as e:
        print(e)


class C:
    m = partial(lambda *a: a, "p")


print(C.m(1))
