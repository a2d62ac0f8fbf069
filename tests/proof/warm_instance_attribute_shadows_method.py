class C:
    def f(self):
        return "method"


def call(o):
    return o.f()


objects = [C() for _ in range(5)]
for _ in range(1000):
    for o in objects:
        call(o)
objects[2].f = lambda: "shadow"
print([call(o) for o in objects])
vars(objects[3])["f"] = lambda: "through vars"
print([call(o) for o in objects])
objects[4].__dict__ = {"f": lambda: "new dict"}
print([call(o) for o in objects])
del objects[2].f
del vars(objects[3])["f"]
objects[4].__dict__.clear()
print([call(o) for o in objects])
