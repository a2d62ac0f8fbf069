class C:
    pass


c = C()
c.a = 1
d = c.__dict__
d["b"] = 2
c.c = 3
print(c.b, d, c.__dict__ is d)
del d["a"]
print(hasattr(c, "a"))
c.__dict__ = {"fresh": 1}
print(c.fresh, d, hasattr(c, "b"))
vars(c)["x"] = 5
print(c.x, list(vars(c)))
print("m" in C.__dict__, type(C.__dict__).__name__)
try:
    C.__dict__["m"] = 1
except TypeError as e:
    print(e)
