print(list(zip()), list(zip([1, 2])), list(zip([1, 2], "ab", (True, False))), list(zip([1, 2, 3], "ab")), dict(zip("ab", [1, 2])))
print(list(zip(*[(1, 2), (3, 4)])), list(zip([1], [2], strict=True)))
z = zip(iter([1, 2, 3]), iter("a"))
print(next(z), next(z, "end"), type(z).__name__)
it = iter([1, 2, 3, 4])
print(list(zip(it, it)))
a, b = iter([1, 2, 3]), iter([1])
list(zip(a, b))
print(list(a))
for wrong in (lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1], [1], [], strict=True)), lambda: zip(5), lambda: zip([], foo=1)):
    try:
        wrong()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
