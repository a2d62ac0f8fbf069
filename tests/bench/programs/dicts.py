def run(n):
    counts = {}
    for i in range(n):
        key = "k" + str(i * 7919 % 5003)
        counts[key] = counts.get(key, 0) + 1
    by_number = {}
    for i in range(n):
        k = i * 31 % 4099
        if k in by_number:
            by_number[k] += i
        else:
            by_number[k] = i
    total = 0
    for key, value in counts.items():
        total += len(key) * value
    pairs = {(i % 100, i % 7): i for i in range(n // 4)}
    return total + sum(by_number.values()) + len(pairs)


print(run(400_000))
