class C:
    x = 1


c = C()
for action in (
    lambda: c.y,
    lambda: C.y,
    lambda: delattr(c, "y"),
    lambda: delattr(C, "y"),
    lambda: (5).x,
    lambda: "s".nothing,
    lambda: None.x,
    lambda: len.x,
    lambda: setattr(5, "x", 1),
    lambda: setattr([], "x", 1),
    lambda: setattr(int, "x", 1),
    lambda: setattr(object(), "x", 1),
    lambda: delattr(int, "real"),
    lambda: c[0],
    lambda: C[0],
    lambda: c < c,
    lambda: -c,
    lambda: c + c,
    lambda: setattr(c, 5, 1),
    lambda: isinstance(c, c),
    lambda: int.nothing,
    lambda: [1][C],
):
    try:
        print(action())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
