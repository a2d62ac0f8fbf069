def check(x):
    if x == 2:
        raise ValueError(x)
    return x


try:
    [check(x) for x in range(5)]
except ValueError as e:
    print("list", e)
g = (check(x) for x in range(5))
print(next(g), next(g))
try:
    next(g)
except ValueError as e:
    print("gen", e)
print(list(g))


def stop():
    raise StopIteration("early")


try:
    list(stop() for _ in range(2))
except RuntimeError as e:
    print(e, repr(e.__cause__))
print([x for x in iter(lambda: 1, 1)])
try:
    print([stop() for _ in range(2)])
except StopIteration as e:
    print("StopIteration", e.value)
