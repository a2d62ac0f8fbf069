d = {"a": 1}
print(d.update(b=2), d)
d.update({"a": 10, "c": 3})
d.update([("d", 4)], e=5)
d.update({})
d.update()
print(d)
d.update(x for x in [("z", 26)])
print(d)
for wrong in (lambda: d.update(5), lambda: d.update([1]), lambda: d.update(["abc"]), lambda: d.update({}, {})):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
