it = iter([1, 2])
print(next(it), next(it), next(it, "d"), next(it, None))
try:
    next(it)
except StopIteration as e:
    print("stop", e.value)
values = iter([3, 1, 0, 5])
print(list(iter(lambda: next(values), 0)), next(values))
n = 0


def count():
    global n
    n += 1
    return n


print(list(iter(count, 4)), type(iter(count, 1)).__name__, type(iter([])).__name__, type(iter({})).__name__)
for wrong in (lambda: iter(5), lambda: iter(5, 1), lambda: next(5), lambda: next([])):
    try:
        wrong()
    except TypeError as e:
        print(e)
