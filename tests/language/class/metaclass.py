class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, kw)
        ns["added"] = name.lower()
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)

    def __len__(cls):
        return 42

    def hello(cls):
        return "hello from " + cls.__name__


class A(metaclass=Meta, opt=1):
    def __init__(self, x):
        self.x = x


class B(A):
    pass


print(A(1).x, A.added, B.added, len(A), B.hello(), type(B).__name__, isinstance(A, Meta))
