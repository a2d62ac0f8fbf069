class Color:
    RED = 1
    GREEN = 2


class A:
    class B:
        C = "deep"


def f(x):
    match x:
        case Color.RED:
            return "red"
        case Color.GREEN:
            return "green"
        case A.B.C:
            return "deep"
        case [Color.RED, {"k": Color.GREEN}]:
            return "inside"


print(f(1), f(2), f("deep"), f([1, {"k": 2}]), f(3))
print(f(1.0), f(True))
