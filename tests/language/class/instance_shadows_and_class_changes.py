class C:
    def f(self):
        return "method"


c = C()
print(c.f())
c.f = lambda: "instance"
print(c.f(), C().f())
del c.f
C.f = lambda self: "replaced"
print(c.f())
C.g = lambda self, x: x * 2
print(c.g(4))
del C.g
try:
    c.g(1)
except AttributeError as e:
    print(e)


class D(C):
    pass


d = D()
print(d.f())
D.f = lambda self: "D's"
print(d.f(), c.f())
del D.f
print(d.f())
