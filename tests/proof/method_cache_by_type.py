class L(list):
    def append(self, x):
        super().append(("sub", x))


class D(dict):
    def get(self, k, default=None):
        return "sub get"


class Fake:
    def append(self, x):
        print("fake", x)

    def get(self, k, default="fake default"):
        return default


def push(xs):
    xs.append(1)
    return xs


def look(d):
    return d.get("k"), d.get("z", 5)


for _ in range(100):
    push([]), look({"k": 1})
print(push([]), push(L()), look({"k": 1}), look(D(k=1)))
push(Fake())
print(look(Fake()), push([]), look({}))
f = Fake()
f.append = lambda x: print("instance", x)
push(f)
try:
    push(())
except AttributeError as e:
    print(e)
try:
    push(None)
except AttributeError as e:
    print(e)
bound = [].append
bound(5)
print(bound.__self__)


def many(x):
    return x.count(1)


print([many(x) for x in ([1], (1, 1), range(5), b"\x01", bytearray(b"\x01\x01"))])
