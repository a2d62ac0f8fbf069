x = "module"


def read():
    return x


def write():
    global x, fresh
    x = "written"
    fresh = "new"


def shadow():
    x = "local"
    return x


print(read(), shadow(), read())
write()
print(read(), x, fresh)


def outer():
    x = "outer"

    def inner():
        global x
        x = "from inner"
        return x

    return inner(), x


print(outer(), x)


def for_global():
    global i
    for i in range(3):
        pass


for_global()
print(i)
