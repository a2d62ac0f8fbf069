class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Other:
    x = 5


def f(v):
    match v:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return "on y axis", y
        case Point(x, y) if x == y:
            return "diagonal", x
        case Point(x):
            return "point", x
        case Other(x=5 as five):
            return "other", five
        case int(n) | float(n):
            return "number", n
        case str():
            return "string"
        case list([1, *_]):
            return "list from 1"
        case dict(d):
            return "dict", d
        case _:
            return "?"


for v in (Point(0, 0), Point(0, 3), Point(2, 2), Point(1, 9), Other(), 5, 2.5, True, "s", [1, 2], [2], {"a": 1}, None):
    print(f(v))
