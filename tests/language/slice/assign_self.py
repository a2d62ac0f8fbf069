xs = [1, 2, 3]
xs[1:2] = xs
print(xs)
xs[::-1] = xs[:]
print(xs)
xs += xs
print(xs)
xs[len(xs):] = xs
print(len(xs))
