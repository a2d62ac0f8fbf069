def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


f = factorial(100)
print(f)
print(len(str(f)), sum(int(c) for c in str(f)))
print(f // factorial(98), f % 10**25)
