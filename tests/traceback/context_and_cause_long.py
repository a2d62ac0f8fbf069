def a():
    raise KeyError("a")


def b():
    try:
        a()
    except KeyError as e:
        raise ValueError("b") from e


def c():
    try:
        b()
    except ValueError:
        raise TypeError("c")


def d():
    try:
        c()
    except TypeError:
        raise OSError("d") from None


try:
    c()
except TypeError as e:
    print("caught", e)
d()
