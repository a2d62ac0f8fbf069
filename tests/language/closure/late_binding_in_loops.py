def make():
    fs = []
    for i in range(3):
        def f():
            return i
        fs.append(f)
    i = "changed"
    return fs


print([f() for f in make()])


def make2():
    def bind(i):
        return lambda: i
    return [bind(i) for i in range(3)]


print([f() for f in make2()])
