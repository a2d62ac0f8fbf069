class Meta(type):
    def __new__(meta, name, bases, namespace, **keywords):
        print("new", name, keywords)
        return super().__new__(meta, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **keywords):
        print("init", name, keywords)
        super().__init__(name, bases, namespace)


class Base(metaclass=Meta):
    pass


made = type("Made", (Base,), {"x": 1})
print(type(made).__name__, made.x, made.__mro__[1] is Base)


class Other(type):
    pass


try:
    Other("Clash", (Base,), {})
except TypeError as e:
    print(e)
