d = {"a": 1, "b": 2}
d["c"] = 3
d["a"] = 10
print(d, len(d), d["b"], "a" in d, 1 in d, list(d), {})
del d["a"]
d["a"] = 1
print(d, list(d.keys()), list(d.values()), list(d.items()))
for wrong in ("zz", 1, (1, 2), None):
    try:
        d[wrong]
    except KeyError as e:
        print(repr(e), str(e), e.args)
try:
    del d["zz"]
except KeyError as e:
    print(e)
try:
    d[[1]] = 2
except TypeError as e:
    print(e)
print({1: "a", 1.0: "b", True: "c"}, {1: 0} == {1.0: 0}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
