class Text(str):
    def __str__(self):
        return "as str"

    def upper(self):
        return "up"


s = Text("abc")
print(s, repr(s), f"{s}", f"{s!s}", "%s" % s, s.upper(), s + "d", type(s + "d"), s in "xabcx", "b" in s, "".join([s]))


class Mapping(dict):
    def __getitem__(self, key):
        return ("got", super().__getitem__(key))

    def __missing__(self, key):
        return key * 2


d = Mapping(a=1)
print(d["a"], d["zz"], d.get("zz"), dict(d), {**d}, dict(**d), list(d.items()))
e = {}
e.update(d)
print(e)


class Iterates(dict):
    def __iter__(self):
        return iter(["x", "y"])

    def keys(self):
        return iter(["x", "y"])

    def __getitem__(self, key):
        return key * 2


print(dict(Iterates(a=1)), {**Iterates(a=1)})


class Items(list):
    def __len__(self):
        return 99

    def __iter__(self):
        return iter("it")


x = Items([1, 2])
print(x, len(x), list(x), [*x], sorted(x), x[1:], x == [1, 2])


class Pair(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)


p = Pair(1, 2)
print(p, p + (3,), type(p + (3,)), p[0:1], hash(p) == hash((1, 2)), p == (1, 2))
