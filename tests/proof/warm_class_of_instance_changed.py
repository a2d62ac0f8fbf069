class A:
    def f(self):
        return "A.f"


class B:
    def f(self):
        return "B.f"


def use(o):
    return o.f(), o.v


o = A()
o.v = 1
for _ in range(2000):
    use(o)
print(use(o))
o.__class__ = B
print(use(o), type(o).__name__)
o.v = 2
o.w = 3
print(use(o), vars(o))
o.__class__ = A
print(use(o), o.w)
other = A()
other.v = 9
print(use(other))
