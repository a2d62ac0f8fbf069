def counter():
    n = 0

    def increment(by=1):
        nonlocal n
        n += by
        return n

    def reset():
        nonlocal n
        n = 0

    return increment, reset


inc, reset = counter()
other, _ = counter()
print(inc(), inc(5), other(), inc())
reset()
print(inc(), other())
