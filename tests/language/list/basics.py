xs = [3, 1, 2]
print(xs, len(xs), xs[0], xs[-1], [], [[]], [1, [2, [3]]])
xs[1] = "one"
print(xs, xs + [4], xs * 2, 2 * [0])
print([1, 2] == [1, 2], [1, 2] == (1, 2), [1] < [1, 0], [2] > [1, 9], [1, 2] != [2, 1])
for wrong in (3, -4):
    try:
        xs[wrong]
    except IndexError as e:
        print(e)
    try:
        xs[wrong] = 0
    except IndexError as e:
        print(e)
    try:
        del xs[wrong]
    except IndexError as e:
        print(e)
try:
    xs["a"]
except TypeError as e:
    print(e)
try:
    xs["a"] = 1
except TypeError as e:
    print(e)
