class C:
    def __init__(self, n):
        self.n = n

    def get(self, extra=0):
        return self.n + extra


a, b = C(1), C(2)
m = a.get
print(m(), m(10), C.get(b), m.__self__ is a, m.__func__ is C.get, a.get == a.get, a.get is a.get, a.get == b.get)
print(hash(a.get) == hash(a.get), m.__name__, [f() for f in (a.get, b.get)])
append = [].append
append(1)
print(append.__self__, "x".upper.__name__)
print(str.upper("abc"), list(map(str.strip, [" a ", "b "])), int.__add__(1, 2))
try:
    str.upper(5)
except TypeError as e:
    print(e)
