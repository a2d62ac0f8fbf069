for a, b in zip([1, 2, 3], "xy"):
    print(a, b)
it = iter([1, 2, 3, 4, 5])
for a, b in zip(it, it):
    print(a, b)
print(list(it))
first = iter([1, 2, 3])
for a, b in zip(first, [0]):
    print(a, b)
print(list(first))
try:
    for a, b in zip([1, 2], [3], strict=True):
        print(a, b)
except ValueError as e:
    print(e)
for (a, b), c in zip(zip("ab", "cd"), range(5)):
    print(a, b, c)
kept = []
for pair in zip("ab", "cd"):
    kept.append(pair)
print(kept, kept[0] is kept[1])
for x in zip():
    print("never")
try:
    for a, b, c in zip([1], [2]):
        pass
except ValueError as e:
    print(e)


def broken():
    yield 1
    raise KeyError("from the second")


try:
    for a, b in zip([1, 2], broken()):
        print(a, b)
except KeyError as e:
    print(e)
