d = {}
for d["k"] in range(3):
    pass
print(d)


class C:
    pass


c = C()
for c.x, c.y in [(1, 2), (3, 4)]:
    print(c.x, c.y)
for i in range(3):
    i = 10
print(i)
for i in []:
    pass
print(i)
xs = [0]
for xs[0] in "ab":
    print(xs)
for (a, *b), c in [((1, 2, 3), 4)]:
    print(a, b, c)
