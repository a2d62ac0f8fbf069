def check(i):
    if i % 3 == 0:
        raise ValueError(i)
    return i


def run(n):
    total = 0
    for i in range(n):
        try:
            total += check(i)
        except ValueError:
            total -= 1
        finally:
            total += 2
    return total


print(run(1_000_000))
