from collections import namedtuple

P = namedtuple("P", "x y", defaults=[0])
p = P(1)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, P._make([7, 8]), p == (1, 0), len(p), P(y=2, x=1), P._field_defaults)
x, y = p
print(x, y, isinstance(p, tuple), hash(p) == hash((1, 0)), P.__name__, sorted([P(2), P(1)]), namedtuple("Q", ["a", "b"])(1, 2), namedtuple("R", "a, b")(3, 4))
for wrong in (lambda: P(), lambda: P(1, 2, 3), lambda: P(z=1), lambda: setattr(p, "x", 1), lambda: p._replace(z=1), lambda: namedtuple("X", "a a"), lambda: namedtuple("X", "class"), lambda: namedtuple("X", "_a"), lambda: p.z):
    try:
        wrong()
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)
print(namedtuple("X", "a class a", rename=True)._fields)
