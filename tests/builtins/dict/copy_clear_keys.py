d = {"a": [1], "b": 2}
c = d.copy()
c["a"].append(2)
c["new"] = 1
print(d, c, type(c).__name__)
d.clear()
print(d, c, len(d), bool(d))
for k, v in c.items():
    print(k, v)
print(list(c), list(c.values()), "a" in c.keys(), ("b", 2) in c.items(), 2 in c.values(), len(c.items()))
print(c == {"new": 1, "b": 2, "a": [1, 2]}, c != {}, list(reversed(c)))
