x = 1
del x
try:
    print(x)
except NameError as e:
    print(e)
a, b = 1, 2
del a, b
d = {"k": 1, "l": 2}
del d["k"]
print(d)
xs = [0, 1, 2, 3, 4]
del xs[1], xs[-1]
print(xs)
del xs[:2]
print(xs)


class C:
    pass


c = C()
c.v = 1
del c.v
print(hasattr(c, "v"))
try:
    del c.v
except AttributeError as e:
    print(e)
