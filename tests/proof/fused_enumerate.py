def collect(xs):
    out = []
    for i, x in enumerate(xs):
        out.append((i, x))
    return out


print(collect("ab"), collect([]), collect({"k": 1}), collect(x * x for x in range(3)))
for i, x in enumerate([10, 20], start=5):
    print(i, x)
for pair in enumerate("z"):
    print(pair, type(pair).__name__)
kept = [pair for pair in enumerate("abc")]
print(kept)
xs = [1, 2]
for i, x in enumerate(xs):
    if i < 4:
        xs.append(x * 2)
print(xs)
for i, (a, b) in enumerate([(1, 2)]):
    print(i, a, b)
for i, *rest in enumerate("q"):
    print(i, rest)
e = enumerate("abcd")
for i, x in e:
    if i == 1:
        break
print(next(e), list(e))
try:
    for i, x, y in enumerate("a"):
        pass
except ValueError as error:
    print(error)


def enumerate(xs):
    return [("mine", x) for x in xs]


for i, x in enumerate("ab"):
    print(i, x)
