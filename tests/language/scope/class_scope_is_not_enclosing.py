x = "global"


class C:
    x = "class"
    same = x
    listed = [x for _ in range(1)]
    first = [y for y in [x]]

    def get(self):
        return x


print(C.same, C.listed, C.first, C().get())
y = 1


class D:
    y = y + 1
    del_me = 1
    del del_me


print(D.y, y, hasattr(D, "del_me"))


def f():
    z = "function"

    class E:
        print(z)
        z = "class"
        print(z)

    return E.z, z


try:
    print(f())
except NameError as e:
    print(e)
