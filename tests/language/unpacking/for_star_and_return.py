def f():
    rest = (2, 3)
    return 1, *rest


print(f())
for x in *[1, 2], *"ab":
    print(x, end=" ")
print()


def g():
    yield 1, *f()


print(next(g()))
