class P:
    __match_args__ = ("x", "y")
    x, y = 1, 2


def f(value):
    match value:
        case P(1, x=1):
            return "matched"


try:
    print(f(P()))
except TypeError as e:
    print(e)
