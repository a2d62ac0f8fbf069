def deco(name):
    print("make", name)

    def apply(f):
        print("apply", name)
        return lambda *a: (name, f(*a))

    return apply


@deco("outer")
@deco("inner")
def f(x):
    return x


print(f(1))
