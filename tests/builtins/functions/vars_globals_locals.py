class C:
    def __init__(self):
        self.a = 1


c = C()
print(vars(c), vars(c) is c.__dict__, "C" in vars(), "c" in globals(), sorted(k for k in vars(C) if not k.startswith("_")))
try:
    vars(5)
except TypeError as e:
    print(e)


def f(x):
    y = 2
    snapshot = locals()
    z = 3
    snapshot["y"] = 99
    return y, sorted(snapshot)


print(f(1))
