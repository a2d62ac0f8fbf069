class L:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(len([]), len("héé"), len({1: 2}), len({1, 2}), len((1,)), len(b"abc"), len(range(5, 50, 3)), len(L(7)), len({}.keys()))
for wrong in (5, None, iter([]), L(-1), L("x"), L(2**100), object()):
    try:
        len(wrong)
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
