class C:
    @property
    def p(self):
        return self._p

    @p.setter
    def p(self, value):
        self._p = value

    @staticmethod
    def s(x):
        return ("s", x)

    print(s(1), repr(s).startswith("<staticmethod(<function C.s at 0x"))

    @classmethod
    def k(cls):
        return cls

    print(repr(k).startswith("<classmethod(<function C.k at 0x"))


c = C()
C.p.__set__(c, 4)
print(C.p.__get__(c), C.p.__name__, property(lambda: 1).__name__)
try:
    C.p.__delete__(c)
except AttributeError as e:
    print(e)
for wrong in (lambda: staticmethod(), lambda: classmethod(1, 2), lambda: property().__name__):
    try:
        wrong()
    except (TypeError, AttributeError) as e:
        print(e)
