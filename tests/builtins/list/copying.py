xs = [1, [2]]
ys = xs.copy()
zs = xs[:]
ws = list(xs)
print(ys == xs, ys is xs, ys[1] is xs[1], zs is xs, ws is xs)
ys[1].append(3)
ys.append(4)
print(xs, ys)
print(list(), list("ab"), list((1,)), list({1: 2}), list(range(3)), list(list([1])))
