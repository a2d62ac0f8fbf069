x = 1
print(globals()["x"], "x" in globals(), __name__)
globals()["made"] = 5
print(made)


def f(a, b=2):
    c = 3
    return sorted(locals().items())


print(f(1))


class C:
    v = 1
    names = [n for n in locals() if not n.startswith("_")]


print(C.names)


class D:
    def __init__(self):
        self.p = 1


d = D()
vars(d)["q"] = 2
print(vars(d), d.q, "v" in vars(C))
