def counter(step):
    n = 0

    def next_value(by):
        nonlocal n
        n += step * by
        return n

    return next_value


def compose(f, g):
    return lambda x: f(g(x))


def run(n):
    total = 0
    c = counter(2)
    h = compose(lambda x: x + 1, lambda x: x * 2)
    for i in range(n):
        total += c(i & 3) + h(i) + counter(i)(1)
    return total


print(run(500_000))
