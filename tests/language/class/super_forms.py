class A:
    x = "A.x"

    def f(self):
        return "A.f"

    @classmethod
    def k(cls):
        return "A.k", cls.__name__

    @property
    def p(self):
        return "A.p"


class B(A):
    x = "B.x"

    def f(self):
        return "B.f", super().f(), super(B, self).f(), super().x, super().p

    @classmethod
    def k(cls):
        return "B.k", super().k()

    def in_comprehension(self):
        return [super().f() for _ in range(2)]

    def in_inner(self):
        def inner():
            return super(B, self).f(), __class__.__name__

        return inner()

    def missing(self):
        return super().nothing


b = B()
print(b.f(), B.k(), b.in_comprehension(), b.in_inner())
try:
    b.missing()
except AttributeError as e:
    print(e)
try:
    super(A, 5)
except TypeError as e:
    print(e)


def f(self):
    return super().f()


try:
    f(b)
except RuntimeError as e:
    print(e)
