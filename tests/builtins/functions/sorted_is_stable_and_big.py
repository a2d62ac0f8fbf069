n = 5000
xs = [(i * 7919) % n for i in range(n)]
print(sorted(xs) == list(range(n)), sorted(xs, reverse=True) == list(range(n - 1, -1, -1)))
records = [(x % 10, i) for i, x in enumerate(xs)]
by_key = sorted(records, key=lambda r: r[0])
print(all(a[0] < b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(by_key, by_key[1:])))
down = sorted(records, key=lambda r: r[0], reverse=True)
print(all(a[0] > b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(down, down[1:])))


class Counted:
    compared = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Counted.compared += 1
        return self.n < other.n


sorted([Counted(i) for i in range(1000)])
print(Counted.compared)
Counted.compared = 0
sorted([Counted(-i) for i in range(1000)])
print(Counted.compared)
