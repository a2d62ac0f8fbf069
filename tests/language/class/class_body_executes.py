class C:
    print("in body", __name__, __qualname__, __module__)
    for i in range(3):
        exec_name = i
    if True:
        def f(self):
            return "conditional"
    x, *y = 1, 2, 3
    del i


print(C.exec_name, C().f(), C.x, C.y, hasattr(C, "i"))


def make(base):
    class Made(base):
        b = base

    return Made


print(make(int)(5) + 1, make(list)([1]), make(dict).b)
