class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Bool:
    def __bool__(self):
        return False

    def __len__(self):
        return 5


for value in (None, 0, 0.0, "", [], (), {}, set(), range(0), b"", False, Len(0), Bool(), -0.0, frozenset()):
    print(bool(value), end=" ")
print()
for value in (1, -1, 0.1, " ", [0], (0,), {0: 0}, {0}, range(1), b"\0", Len(2), object(), ..., NotImplemented is None or 1):
    print(bool(value), end=" ")
print()


class Wrong:
    def __bool__(self):
        return 1


class Negative:
    def __len__(self):
        return -1


for wrong in (Wrong(), Negative()):
    try:
        if wrong:
            pass
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
