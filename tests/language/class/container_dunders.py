class Box:
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        print("get", k)
        return self.d[k]

    def __setitem__(self, k, v):
        print("set", k, v)
        self.d[k] = v

    def __delitem__(self, k):
        print("del", k)
        del self.d[k]

    def __len__(self):
        return len(self.d)

    def __iter__(self):
        return iter(self.d)

    def __contains__(self, k):
        return k in self.d

    def __reversed__(self):
        return "reversed!"


b = Box()
b["a"] = 1
b["a"] += 5
b[1, 2] = "t"
b[1:2] = "s"
print(b["a"], len(b), list(b), "a" in b, bool(b), reversed(b))
del b["a"]
for wrong in (lambda: object()[1], lambda: len(object()), lambda: iter(object())):
    try:
        wrong()
    except TypeError as e:
        print(e)
try:
    object()[1] = 2
except TypeError as e:
    print(e)
try:
    del object()[1]
except TypeError as e:
    print(e)
