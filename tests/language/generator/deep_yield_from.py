def leaf(n):
    for i in range(n):
        yield i
    return n


def nest(depth, n):
    if depth == 0:
        return (yield from leaf(n))
    return (yield from nest(depth - 1, n)) + 1


def run(g):
    out = []
    while True:
        try:
            out.append(next(g))
        except StopIteration as e:
            return out, e.value


print(run(nest(100, 5)))
