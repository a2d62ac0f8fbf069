class P:
    def __init__(self):
        self.x = 0
        self.y = 1


def read(o):
    return o.x, o.y


p = P()
for _ in range(2000):
    read(p)
vars(p)["x"] = 1
print(read(p))
view = p.__dict__
view["z"] = 5
del view["y"]
print(p.z, hasattr(p, "y"), list(view))
try:
    read(p)
except AttributeError as e:
    print(e)
p.y = 7
print(read(p), view, read(P()))
p.__dict__ = {"x": "a", "y": "b"}
print(read(p), view)
