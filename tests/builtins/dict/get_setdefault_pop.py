d = {"a": 1, "n": None}
print(d.get("a"), d.get("z"), d.get("z", 5), d.get("n", "default"))
print(d.setdefault("a", 9), d.setdefault("b"), d.setdefault("c", []), d)
d.setdefault("c", []).append(1)
print(d.pop("c"), d.pop("zz", "default"), d)
for wrong in (lambda: d.pop("zz"), lambda: {}.popitem(), lambda: d.get([]), lambda: d.pop([]), lambda: d.setdefault({})):
    try:
        wrong()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
print(d.popitem(), d.popitem(), d)
