xs = [1, 2, 3, 2, 4]
print(xs.pop(), xs.pop(0), xs.pop(-1), xs)
print(xs.remove(3), xs)
xs.extend([5, 2])
xs.remove(2)
print(xs)
for wrong in (lambda: xs.pop(10), lambda: xs.pop(-10), lambda: [].pop(), lambda: xs.remove(99), lambda: xs.pop("a")):
    try:
        wrong()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
xs.clear()
print(xs, len(xs))
