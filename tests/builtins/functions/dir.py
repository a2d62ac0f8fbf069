class C:
    a = 1

    def m(self):
        pass


class D(C):
    b = 2


d = D()
d.own = 3
print([n for n in dir(d) if not n.startswith("_")], [n for n in dir(D) if not n.startswith("_")])


def f():
    y = x = 1
    return dir()


print(f(), "append" in dir([]), "upper" in dir(str), "sqrt" in dir(__import__("math")))


class E:
    def __dir__(self):
        return ["b", "a"]


print(dir(E()))
