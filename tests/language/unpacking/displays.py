xs = [1, 2]
ys = (3, 4)
print([*xs, 0, *ys])
print((*xs, *ys))
print({*xs, *ys, 1})
print([*"ab", *range(2), *{"k": 1}])
d = {"a": 1, "b": 2}
print({**d, "b": 3, **{"c": 4}})
print({"b": 0, **d})
print(*xs, *ys, sep="-")
t = *xs, *ys
print(t)
try:
    [*3]
except TypeError as e:
    print(e)
try:
    {**[1]}
except TypeError as e:
    print(e)
