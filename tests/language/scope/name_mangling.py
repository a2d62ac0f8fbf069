class A:
    __secret = 1
    __dunder__ = 2
    _single = 3

    def __init__(self):
        self.__x = "private"

    def get(self):
        return self.__x, A.__secret, self.__dunder__

    def __hidden(self):
        return "hidden"

    def call(self):
        __local = 1
        return self.__hidden(), "__local" in locals() or list(locals())


class B(A):
    def __init__(self):
        super().__init__()
        self.__x = "B's"


b = B()
print(b.get(), b._A__x, b._B__x, A._A__secret, b.call())
try:
    b.__x
except AttributeError as e:
    print(e)
print(getattr(b, "_A__hidden")())
