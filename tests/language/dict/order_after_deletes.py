d = {i: str(i) for i in range(20)}
for i in range(0, 20, 3):
    del d[i]
d[0] = "new"
d[1] = "kept place"
print(list(d))
print(d.popitem(), d.popitem(), list(d)[-1])
for i in range(100, 140):
    d[i] = i
print(len(d), list(d)[:5], list(d)[-2:])
