class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        return getattr(obj, self.name, "unset")

    def __set__(self, obj, value):
        print("set", value)
        setattr(obj, self.name, value)

    def __delete__(self, obj):
        print("delete")
        delattr(obj, self.name)


class NonData:
    def __get__(self, obj, owner=None):
        return ("non-data", obj is None, owner.__name__)


class C:
    a = Field()
    n = NonData()


c = C()
print(c.a)
c.a = 5
print(c.a, c.__dict__, isinstance(C.a, Field))
c.__dict__["a"] = "hidden by data descriptor"
print(c.a)
del c.a
print(c.n, C.n)
c.n = "shadows"
print(c.n)
