d = {"a": 1, "b": 2}
for k, v in d.items():
    print(k, v)
for k in d.keys():
    print(k)
for v in d.values():
    print(v)
try:
    for k, v in d.items():
        d[k + "!"] = v
except RuntimeError as e:
    print(e, len(d))
for k, v in d.items():
    d[k] = v * 10
print(d)
for item in d.items():
    print(item)
    break


class Mine(dict):
    def items(self):
        return [("own", 1), ("items", 2)]


for k, v in Mine(a=1).items():
    print(k, v)


class NotADict:
    def items(self):
        yield 1, 2


for k, v in NotADict().items():
    print(k, v)
for (a, b), v in {(1, 2): 3}.items():
    print(a, b, v)
for k, (x, y) in {"p": (1, 2)}.items():
    print(k, x, y)
