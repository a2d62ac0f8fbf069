def numbers(n):
    for i in range(n):
        yield i


def flatten(depth, n):
    if depth == 0:
        yield from numbers(n)
    else:
        yield from flatten(depth - 1, n)


def run(n):
    total = sum(x * 2 for x in numbers(n) if x & 1)
    for x in flatten(10, n // 2):
        total += x
    return total


print(run(1_000_000))
