(a, b), [c, (d, e)] = (1, 2), (3, [4, 5])
print(a, b, c, d, e)
for i, (x, y) in enumerate([(1, 2), (3, 4)]):
    print(i, x, y)
[(p, q)] = {"k": "v"}.items()
print(p, q)
