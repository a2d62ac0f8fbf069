class Base:
    def f(self):
        return "base"

    def g(self):
        return self.f()


class Sub(Base):
    pass


def call(o):
    return o.f()


s, b = Sub(), Base()
for _ in range(2000):
    call(s), call(b), s.g()
print(call(s), call(b), s.g())
Base.f = lambda self: "base replaced"
print(call(s), call(b), s.g())
Sub.f = lambda self: "sub added"
print(call(s), call(b), s.g())
del Sub.f
print(call(s), call(b), s.g())
s.f = lambda: "instance shadows"
print(call(s), call(Sub()), s.g())
del s.f
print(call(s))
Base.f = property(lambda self: lambda: "property")
print(call(s), call(b))
Base.f = staticmethod(lambda: "static")
print(call(s), call(b))
Base.f = classmethod(lambda cls: cls.__name__)
print(call(s), call(b))
del Base.f
try:
    call(s)
except AttributeError as e:
    print(e)
