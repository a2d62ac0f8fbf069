def locals_and_cells(a, b):
    total = 0

    def inner():
        nonlocal total
        total += a
        return total

    return [lambda: b + i for i in range(3)], inner


def maybe_unbound(x):
    if x:
        y = 1
    print(y)
    del y
    for z in x:
        pass
    return z


def evaluation_order(x, a, i):
    y = x + (x := 2)
    a[i] = i = 3
    i, x = x, i
    a[i], a[x] = a[x], a[i]
    return y


class Namespace:
    size: int = 3
    __private = size

    def method(self, value: __private = None) -> size:
        global counter
        counter = value
        return [self.__private for _ in value]
