class Point:
    pass


p = Point()
p.x, p.y = 1, 2
d = {}
d["a"], d["b"] = p.y, p.x
print(p.x, p.y, d)
xs = [0, 0, 0]
i = 0
i, xs[i] = 1, 9
print(i, xs)
