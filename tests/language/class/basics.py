class Point:
    """A point."""

    kind = "point"

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def norm2(self):
        return self.x**2 + self.y**2

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(3, 4)
print(p, p.norm2(), p.kind, Point.kind, Point.__name__, Point.__doc__, type(p) is Point)
p.kind = "special"
print(p.kind, Point.kind, p.__dict__, isinstance(p, Point), isinstance(p, object))
Point.kind = "changed"
print(Point(1).kind, p.kind, str(p), [p], f"{p}")
del p.kind
print(p.kind)
