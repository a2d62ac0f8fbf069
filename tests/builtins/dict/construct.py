print(dict(), dict(a=1), dict([("a", 1), ("b", 2)]), dict({"a": 1}, b=2), dict([["x", 1]], y=2), dict(zip("ab", "cd")), dict(("ab", "cd")))
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict.fromkeys([]))


class M:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, k):
        return k * 2


print(dict(M()), dict(M(), r=1), {**M()})
for wrong in (lambda: dict(5), lambda: dict(["abc"]), lambda: dict([1]), lambda: dict([([], 1)]), lambda: dict(1, 2), lambda: dict.fromkeys(5)):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
