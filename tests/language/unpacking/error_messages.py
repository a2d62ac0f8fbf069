def try_pair(values):
    try:
        a, b = values
        print(a, b)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


try_pair((1, 2, 3))
try_pair([1])
try_pair(())
try_pair(5)
try_pair(None)
try_pair({1: 2, 3: 4, 5: 6})
try_pair(iter([1, 2, 3]))
try_pair(x for x in [1])
try:
    a, *b, c = (1,)
except ValueError as e:
    print(e)
try:
    a, b, c = 1, 2
except ValueError as e:
    print(e)
