def run(n):
    i = 0
    total = 0
    while i < n:
        total = total + i * 3 % 7
        i = i + 1
    return total


print(run(10_000_000))
