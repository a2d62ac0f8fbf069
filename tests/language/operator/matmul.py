class Vector:
    def __init__(self, *xs):
        self.xs = xs

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.xs, other.xs))

    def __imatmul__(self, k):
        self.xs = tuple(x * k for x in self.xs)
        return self


v = Vector(1, 2, 3)
print(v @ Vector(4, 5, 6))
v @= 2
print(v.xs)
