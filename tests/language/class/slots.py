class P:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


p = P(1)
p.y = 2
print(p.x, p.y, hasattr(p, "__dict__"))
try:
    p.z = 3
except AttributeError as e:
    print(e)
del p.y
try:
    p.y
except AttributeError as e:
    print(e)


class Q(P):
    pass


q = Q(5)
q.z = 1
print(q.x, q.z, q.__dict__)


class R(P):
    __slots__ = ("w",)


r = R(1)
r.w = 9
print(r.x, r.w)
try:
    r.v = 1
except AttributeError as e:
    print(e)
