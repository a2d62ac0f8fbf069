d = {}
for i in range(20000):
    d[i] = i
for i in range(0, 20000, 2):
    del d[i]
for i in range(20000, 25000):
    d[str(i)] = i
print(len(d), sum(v for v in d.values()), 19999 in d, 19998 in d, d["24999"], list(d)[:3], list(d)[-1])
e = {(i % 100, i // 100): i for i in range(5000)}
print(len(e), e[99, 49], (5, 5) in e)
f = {float(i): i for i in range(1000)}
print(f[500], f[1.0], 1000 in f)
