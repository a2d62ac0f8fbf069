def f():
    total = 0
    partial = [total := total + v for v in range(4)]
    return partial, total


print(f())


def g():
    def inner():
        nonlocal seen
        return [seen := v for v in "ab"]

    seen = None
    inner()
    return seen


print(g())
_ = [top := v for v in "xyz"]
print(top)
