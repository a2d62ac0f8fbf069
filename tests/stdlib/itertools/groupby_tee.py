from itertools import groupby, tee

print([(k, list(g)) for k, g in groupby("aabbba")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], list(groupby([])))
groups = list(groupby("aab"))
print([list(g) for _, g in groups])
for k, g in groupby([1, 1, 2, 2, 3]):
    print(k, next(g))
a, b = tee(iter([1, 2, 3]))
print(next(a), next(a), list(b), list(a), len(tee([], 3)), tee([], 0))
words = ["apple", "avocado", "bean", "cherry", "carrot"]
print({k: list(g) for k, g in groupby(words, key=lambda w: w[0])})
