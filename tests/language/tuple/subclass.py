class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


p = Pair(1, 2)
print(p, p.first, p == (1, 2), isinstance(p, tuple), len(p), type(p + (3,)).__name__, type(p[:]).__name__)
a, b = p
print(a, b, hash(p) == hash((1, 2)))
p.note = "x"
print(p.note)
