class V:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __eq__(self, other):
        return isinstance(other, V) and self.n == other.n


a, b = V(1), V(2)
print(a < b, a > b, a == V(1), a != V(1), a != b)
print(min(b, a).n, max(a, b).n, [v.n for v in sorted([b, a])])
try:
    a <= b
except TypeError as e:
    print(e)
print(a == 1, a != 1)
print(V(1) in [b, a])
