class A:
    pass


class B(A):
    pass


print(isinstance(B(), A), isinstance(A(), B), isinstance(True, int), isinstance(1, bool), isinstance(B, type), isinstance(None, type(None)))
print(isinstance(1, (str, int)), isinstance(1, (str, (float, int))), isinstance("a", ()), isinstance(5, int | None), isinstance(None, int | None))
print(issubclass(B, A), issubclass(B, B), issubclass(A, (int, object)), issubclass(bool, int), issubclass(int, (str, float)))
for wrong in (lambda: isinstance(1, 5), lambda: isinstance(1, (int, 5)), lambda: isinstance("a", (int, 5)), lambda: issubclass(5, int), lambda: issubclass(int, "x")):
    try:
        print(wrong())
    except TypeError as e:
        print(e)


class Meta(type):
    def __instancecheck__(cls, x):
        return x == 42

    def __subclasscheck__(cls, c):
        return c is str


class M(metaclass=Meta):
    pass


print(isinstance(42, M), isinstance(1, M), issubclass(str, M), issubclass(int, M))
