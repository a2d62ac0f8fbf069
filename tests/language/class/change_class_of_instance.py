class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


x = A()
x.v = 1
print(x.who())
x.__class__ = B
print(x.who(), x.v, type(x).__name__, isinstance(x, A))
try:
    x.__class__ = int
except TypeError as e:
    print(e)
try:
    x.__class__ = 5
except TypeError as e:
    print(e)
