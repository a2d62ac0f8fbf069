class Counter:
    total = 0
    limit = 100000

    def __init__(self):
        self.own = 0

    def step(self):
        Counter.total += 1
        self.own += 1


class Sub(Counter):
    pass


c = Counter()
while Counter.total < Counter.limit:
    c.step()
print(Counter.total, c.own, c.total, Sub.total)
Sub.total = -1
c.step()
print(Counter.total, Sub.total, Sub().total)
