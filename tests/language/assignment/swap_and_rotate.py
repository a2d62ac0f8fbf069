a, b = 1, 2
a, b = b, a
print(a, b)
x, y, z = 1, 2, 3
x, y, z = z, x, y
print(x, y, z)
xs = [1, 2, 3]
xs[0], xs[2] = xs[2], xs[0]
print(xs)
