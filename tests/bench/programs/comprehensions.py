def run(n):
    total = 0
    for _ in range(n):
        xs = [i * i for i in range(100)]
        ys = [x for x in xs if x & 1]
        d = {y: i for i, y in enumerate(ys)}
        total += len(d) + xs[-1] + sum(ys) + max(sorted(ys, key=lambda y: -y)[:3])
    return total


print(run(10_000))
