class Own(property):
    pass


class Outer:
    class C:
        @Own
        def spam(self):
            "doc of spam"
            return 1

        @property
        def p(self):
            "first"
            return 2

        def m(self):
            "doc of m"


c = Outer.C()
print(c.spam, c.p, c.m.__doc__, [].append.__doc__)


def other(self):
    "second"
    return 3


print(Outer.C.p.getter(other).__doc__, Outer.C.p.setter(other).__doc__, property(other, doc="own").getter(other).__doc__)
for act in (lambda: setattr(c, "p", 1), lambda: delattr(c, "p")):
    try:
        act()
    except AttributeError as e:
        print(e)


class OnlySets:
    def __set__(self, instance, value):
        instance.__dict__["a"] = value


class Has:
    a = OnlySets()


h = Has()
print(type(h.a).__name__)
h.a = 42
print(h.a)


class Pretends:
    @property
    def __class__(self):
        return dict


print(isinstance(Pretends(), dict), isinstance(Pretends(), Pretends), type(Pretends()).__name__)


class Callable:
    @property
    def __call__(self):
        return lambda x: ("called", x)

    @property
    def __len__(self):
        return lambda: 7


print(Callable()(1), len(Callable()))


class Int(int):
    def __pow__(self, other, modulus=None):
        return ("pow", int(other), modulus)


print(pow(Int(2), 3, 5), pow(Int(2), 3))
