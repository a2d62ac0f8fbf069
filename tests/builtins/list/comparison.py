print([1, 2] < [1, 3], [1] < [1, 2], [] < [0], [2] > [1, 5], [1, 2] <= [1, 2], [1, "a"] == [1, "a"], [1] == [1.0])
try:
    [1, "a"] < [1, 2]
except TypeError as e:
    print(e)
print([1, "a"] < [2, 0])
try:
    [1] < (1,)
except TypeError as e:
    print(e)
print([[1, 2], [0]] > [[1, 1], [5]], [float("nan")] == [float("nan")])
