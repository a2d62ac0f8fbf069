class Counter:
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n += k
        return self.n


def loop(n):
    counter = Counter()
    for i in range(n):
        counter.add(i)
    return counter.n


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        mag = dt / (dx * dx) ** 1.5
        a.vx -= dx * b.mass * mag
        b.vx += dx * a.mass * mag
    for body in bodies:
        body.x += dt * body.vx


def chain(a, b):
    a.b.c(1, 2).d(a.x, f(b))[0] += 1
    return "-".join(x for x in b).upper()
