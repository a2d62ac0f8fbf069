xs = [1, 2, 3, 2, 1.0, True]
print(xs.index(2), xs.index(2, 2), xs.index(1, 1), xs.index(3, -10, 100), xs.count(1), xs.count(2), xs.count("x"))
for wrong in (lambda: xs.index(99), lambda: xs.index(1, 1, 2), lambda: xs.index(), lambda: [].index("a")):
    try:
        wrong()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
