class K:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, K) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


d = {K(i): i for i in range(5)}
print(d, d[K(3)], K(9) in d)
del d[K(2)]
d[K(2)] = "again"
print(d, len(d))


class Bad:
    def __hash__(self):
        return "x"


class Raises:
    def __hash__(self):
        raise ValueError("no hash")


for key in (Bad(), Raises()):
    try:
        d[key]
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
