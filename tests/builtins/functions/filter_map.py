print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(None.__class__, [])))
print(list(filter(None, [0, 1, "", "a", None])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(str.isdigit, "a1b2")))


def say(x):
    print("say", x)
    return x * 2


m = map(say, [1, 2, 3])
print("lazy", type(m).__name__, iter(m) is m)
print(next(m), list(m), list(m))
f = filter(say, [0, 1])
print(next(f), next(f, "end"))
try:
    list(map(5, [1]))
except TypeError as e:
    print(e)
try:
    map(str, 5)
except TypeError as e:
    print(e)
print(list(map(max, [1, 5], [3, 2], [2, 9])))
