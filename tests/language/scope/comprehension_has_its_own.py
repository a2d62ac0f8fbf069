i = "kept"
print([i for i in range(3)], i)
print({i: i for i in "ab"}, {i for i in [1]}, list(i for i in [2]), i)


def f():
    x = 1
    ys = [x + y for y in [1, 2]]
    return ys, [y for x in [3] for y in [x]], x


print(f())


class C:
    n = 3
    squares = [k * k for k in range(n)]


print(C.squares, hasattr(C, "k"))
