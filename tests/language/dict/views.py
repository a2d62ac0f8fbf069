d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
d["c"] = 3
print(keys, values, items, len(keys))
print(keys & {"a", "z"}, sorted(keys | {"z"}), sorted(keys - {"a"}), sorted(keys ^ {"a", "z"}))
print(keys == {"a", "b", "c"}, ("a", 1) in items, 3 in values, keys >= {"a"}, keys.isdisjoint({"q"}))
print(list(reversed(keys)), list(reversed(d)), list(reversed(items)), type(iter(keys)).__name__)
print(d.keys() == {"a": 0, "b": 0, "c": 0}.keys(), d.values() == d.values(), d.items() == dict(d).items())
