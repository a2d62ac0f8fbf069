def displays(a, b):
    one = [1, 2, 3], (a, 1), {a: b, **b}, {*a, b}
    two = (1, 2, "x"), -1, 2**10, "a" "b" * 3, not 1
    if 0 < a <= 10 and not (a in {1, 2, 3} or b is None):
        print(f"{a!r:>{b}} and {b=}", end="")
    return a or b, a < b < 3, b if a else one, a[1:2, ::b]


def comprehensions(xs):
    return [x for x in xs if x], {x: y for x, y in xs}, {x for y in xs for x in y}
