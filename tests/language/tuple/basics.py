t = 1, 2, 3
print(t, (1,), (), len(t), t[0], t[-1], t[1:], t + (4,), t * 2, (1, (2, 3)))
print((1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), () < (1,), (1, "a") == (1, "a"))
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "x"}[1, 2], 2 in t)
for operation in (lambda: t[3], lambda: t["a"], lambda: t + [1], lambda: hash(([],)), lambda: (1, "a") < (1, 2)):
    try:
        operation()
    except (IndexError, TypeError) as e:
        print(type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
