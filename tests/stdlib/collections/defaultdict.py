from collections import defaultdict

d = defaultdict(list)
d["a"].append(1)
d["b"]
print(d, d.get("c"), "c" in d, d.default_factory is list, len(d))
n = defaultdict(int, {"x": 5})
for c in "hello":
    n[c] += 1
print(dict(n), n == {"x": 5, "h": 1, "e": 1, "l": 2, "o": 1}, n.copy()["new"])
e = defaultdict(None, a=1)
try:
    e["zz"]
except KeyError as error:
    print(repr(error))
print(defaultdict(lambda: "d")["k"], defaultdict(int) | {"a": 1}, repr(defaultdict(int)))
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print(nested["a"]["b"], isinstance(nested, dict))
try:
    defaultdict(5)
except TypeError as error:
    print(error)
