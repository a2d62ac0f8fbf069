import json

print(json.dumps({"a": [1, 2.5, True, None, "x"], "b": {"c": []}}), json.dumps("é\n\"\\\x01😀/"), json.dumps("é😀", ensure_ascii=False), json.dumps((1, 2)), json.dumps(1e100), json.dumps(0.1), json.dumps(10**30))
print(json.dumps({1: "a", 2.5: "b", True: "c", None: "d"}), json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps(float("inf")), json.dumps([float("nan"), -float("inf")]))
print(json.dumps({"a": [1, {"b": 2}], "e": [], "f": {}}, indent=2))
print(json.dumps([1, [2]], indent="\t"), json.dumps([], indent=1), json.dumps({"k": {1, 2}.__len__()}))
print(json.dumps({"x": object}, default=lambda o: o.__name__), json.dumps({(1, 2): 3, "k": 1}, skipkeys=True))
for wrong in (lambda: json.dumps({1, 2}), lambda: json.dumps(object), lambda: json.dumps({(1,): 2}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(b"x"), lambda: json.dumps([object])):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
a = []
a.append(a)
try:
    json.dumps(a)
except ValueError as e:
    print(e)
