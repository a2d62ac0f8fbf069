print(max(1, 3, 2), min([3, 1, 2]), max("hello"), min("b", "a"), max([1, 1.0]), max(1.0, 1), min({3: 0, 1: 0}))
print(max([], default="d"), min((), default=None), max([5], default=1), max(x for x in [1, 9, 3]))
print(max(["a", "ccc", "bb"], key=len), min(["aaa", "b"], key=len), max("a", "B", key=str.lower), max([(1, "b"), (1, "a")], key=lambda t: t[0]))
print(max([1, 2], key=None), min(-1, 1, key=abs), min(1, -1, key=abs))
for wrong in (lambda: max(), lambda: max([]), lambda: max(5), lambda: max(1, "a"), lambda: max(1, 2, default=3), lambda: min([], key=len), lambda: max([1], foo=1)):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
