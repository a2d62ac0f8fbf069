xs = list(range(10))
del xs[2:4]
print(xs)
del xs[::3]
print(xs)
del xs[-2:]
print(xs)
del xs[::-1]
print(xs)
xs = [1]
del xs[5:]
print(xs)
