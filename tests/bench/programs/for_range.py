def run(n):
    total = 0
    for i in range(n):
        total = total + i * 3 % 7
    return total


print(run(10_000_000))
