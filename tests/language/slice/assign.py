xs = [0, 1, 2, 3, 4]
xs[1:3] = ["a", "b", "c"]
print(xs)
xs[1:4] = []
print(xs)
xs[1:1] = range(3)
print(xs)
xs[::2] = "xyz"
print(xs)
xs[:] = (9, 8, 7)
print(xs)
xs[10:] = [6]
print(xs)
xs[2:0] = ["in"]
print(xs)
xs[:] = xs[::-1]
print(xs)
try:
    xs[::2] = [1]
except ValueError as e:
    print(e)
try:
    xs[0:1] = 5
except TypeError as e:
    print(e)
