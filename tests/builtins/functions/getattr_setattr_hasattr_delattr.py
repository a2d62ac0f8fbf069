class C:
    x = 1


c = C()
print(getattr(c, "x"), getattr(c, "y", "default"), hasattr(c, "x"), hasattr(c, "y"))
setattr(c, "y", 2)
print(c.y, getattr(c, "y"))
delattr(c, "y")
print(hasattr(c, "y"))
setattr(c, "not an identifier", 3)
print(vars(c), getattr(c, "not an identifier"))
for wrong in (lambda: getattr(c, "zz"), lambda: delattr(c, "zz"), lambda: setattr(c), lambda: getattr(c, 5), lambda: hasattr(c, 5)):
    try:
        wrong()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
print(getattr([], "append").__name__, getattr("a", "upper")())
