xs = [1, 2, 3, 4]
for x in xs:
    if x % 2 == 0:
        xs.remove(x)
print(xs)
ys = [1]
for y in ys:
    if len(ys) < 5:
        ys.append(y + 1)
print(ys)
zs = [1, 2, 3]
it = iter(zs)
print(next(it))
zs.clear()
print(list(it))
zs.append(9)
print(list(it))
