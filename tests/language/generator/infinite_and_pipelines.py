def naturals():
    n = 0
    while True:
        yield n
        n += 1


def take(n, it):
    for _, x in zip(range(n), it):
        yield x


def sieve():
    def filtered(p, it):
        return (n for n in it if n % p)

    it = naturals()
    next(it), next(it)
    while True:
        p = next(it)
        yield p
        it = filtered(p, it)


print(list(take(5, naturals())), list(take(20, sieve())))
evens = (n for n in naturals() if n % 2 == 0)
squares = (n * n for n in evens)
print([next(squares) for _ in range(4)])
print(sum(1 for _ in take(10000, naturals())))
