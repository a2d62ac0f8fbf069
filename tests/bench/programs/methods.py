# nanoseconds per 5000000 calls
class Counter:
    def __init__(self):
        self.n = 0

    def step(self, by):
        self.n = self.n + by


def run(n):
    c = Counter()
    for i in range(n):
        c.step(i & 1)
    return c.n


print(run(5_000_000))
