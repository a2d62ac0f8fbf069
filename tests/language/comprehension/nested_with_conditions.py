matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)])
print([x for row in matrix if sum(row) > 6 for x in row if x % 2 == 0])
primes = [n for n in range(2, 50) if all(n % d for d in range(2, int(n**0.5) + 1))]
print(primes)
print({w[0]: [v for v in ["apple", "avocado", "bean"] if v[0] == w[0]] for w in ["a", "b"]})
print(["".join(p) for p in (a + b for a in "xy" for b in "12")])
