class C:
    def m(self, a):
        pass

    def nothing():
        pass

    @classmethod
    def k(cls, a):
        pass

    @staticmethod
    def s(a):
        pass

    def __init__(self, x=0):
        pass


class D:
    pass


c = C()
for call in (
    lambda: c.m(),
    lambda: c.m(1, 2),
    lambda: c.nothing(),
    lambda: C.m(),
    lambda: C.k(),
    lambda: c.k(1, 2),
    lambda: C.s(),
    lambda: C(1, 2),
    lambda: C(y=1),
    lambda: D(1),
    lambda: D(a=1),
    lambda: object(1),
    lambda: c(),
    lambda: c.missing(),
    lambda: C.missing,
):
    try:
        call()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
