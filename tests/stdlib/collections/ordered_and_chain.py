from collections import ChainMap, OrderedDict, UserDict

o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
print(o, list(o), o.popitem(last=False), o)
o.move_to_end("a", last=False)
print(o == OrderedDict(c=3, a=1), o == {"c": 3, "a": 1}, list(reversed(o)))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], len(m), dict(m), m.maps, list(m))
m["c"] = 5
print(m.maps[0], m.new_child({"z": 1})["z"], m.parents["a"])


class D(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)


d = D(a=1)
d["b"] = 5
print(d, d.data)
