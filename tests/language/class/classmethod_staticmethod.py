class C:
    made = 0

    @classmethod
    def make(cls, *args):
        cls.made += 1
        return cls(), args

    @staticmethod
    def add(a, b):
        return a + b

    add2 = staticmethod(lambda a, b: a * b)


class D(C):
    pass


print(type(D.make(1)[0]).__name__, D.made, C.made, C().make(2)[1])
print(C.add(1, 2), C().add(3, 4), C.add2(3, 4), C().add2(5, 6))
print(C.make.__self__ is C, D().make.__self__ is D, C.__dict__["add"](1, 1))
