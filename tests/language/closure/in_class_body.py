def outer():
    x, z = "outer", "free"

    class C:
        y = z
        x = "class"

        def get(self):
            return x

    return C


C = outer()
print(C.y, C.x, C().get())


def local_to_the_class():
    x = "outer"

    class D:
        try:
            y = x
        except NameError as e:
            print(e)
        x = "class"


local_to_the_class()
