class I:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


xs = [10, 20, 30]
print(xs[I(1)], xs[I(0) : I(2)], "abc"[I(-1)], range(5)[I(2)], hex(I(255)), [0] * I(3))
try:
    xs[1.0]
except TypeError as e:
    print(e)
try:
    xs[10**30]
except IndexError as e:
    print(e)
print(xs[: 10**30], xs[-(10**30) :])
