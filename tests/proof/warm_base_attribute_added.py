class A:
    pass


class B(A):
    pass


class C(B):
    def __init__(self):
        self.own = 1


def read(o):
    return getattr(o, "late", "missing")


def direct(o):
    try:
        return o.late
    except AttributeError:
        return "missing"


c = C()
for _ in range(2000):
    read(c), direct(c)
print(read(c), direct(c))
A.late = "from A"
print(read(c), direct(c))
B.late = "from B"
print(read(c), direct(c))
c.late = "own"
print(read(c), direct(c), direct(C()))
del B.late
print(direct(c), direct(C()))
del A.late
print(direct(c), direct(C()))
B.__getattr__ = lambda self, name: "hook " + name
print(direct(c), direct(C()))
C.__bases__ = (A,)
print(direct(C()))
