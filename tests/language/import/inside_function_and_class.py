def f():
    import _helper
    from pkg.beta import b

    return _helper.get(), b


print(f(), "_helper" in globals())


class C:
    import math
    from math import pi


print(C.math.floor(2.5), C.pi > 3)


def g(flag):
    if flag:
        import math
    return math.sqrt(4)


print(g(True))
try:
    g(False)
except UnboundLocalError as e:
    print(e)
