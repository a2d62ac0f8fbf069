def make(n):
    def rec(k):
        return n if k == 0 else rec(k - 1) + n

    return rec


fs = [make(i) for i in range(5)]
print([f(3) for f in fs])
fs[2].__defaults__ = (1,)
print(fs[2]())


def polymorphic(x):
    return x.v


class A:
    v = "class A"


class B:
    def __init__(self):
        self.v = "instance B"


class S:
    __slots__ = ("v",)

    def __init__(self):
        self.v = "slot"


class P:
    @property
    def v(self):
        return "property"


class G:
    def __getattr__(self, name):
        return "getattr " + name


class Sub(B):
    pass


objects = [A(), B(), S(), P(), G(), Sub(), A, type("T", (), {"v": 5})()]
for _ in range(50):
    results = [polymorphic(o) for o in objects]
print(results)
