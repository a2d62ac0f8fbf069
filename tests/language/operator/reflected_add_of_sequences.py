class Right:
    def __radd__(self, left):
        return ("radd", left)


r = Right()
print([1] + r, (1,) + r, "a" + r, b"a" + r)
for left in ([1], (1,), "a", b"a"):
    for right in (object(), 5, None):
        try:
            left + right
        except TypeError as e:
            print(e)
for left in ("ab", [1]):
    for right in ({2}, {3: 4}, 1j, frozenset()):
        try:
            left * right
        except TypeError as e:
            print(e)
        try:
            right * left
        except TypeError as e:
            print(e)
