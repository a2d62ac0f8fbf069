class C:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        return super().__new__(cls)

    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)


C(1, k=2)


class Singleton:
    one = None

    def __new__(cls):
        if cls.one is None:
            cls.one = super().__new__(cls)
        return cls.one


print(Singleton() is Singleton())


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())


class BadInit:
    def __init__(self):
        return 1


try:
    BadInit()
except TypeError as e:
    print(e)


class Int(int):
    def __new__(cls, x):
        return super().__new__(cls, x * 2)


print(Int(4), Int(4) + 1, type(Int(4)).__name__)
