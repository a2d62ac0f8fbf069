class CM:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        return self.swallow


with CM("a") as x:
    print(x)
with CM("b"), CM("c") as c:
    print(c)
with (
    CM("d") as d,
    CM("e"),
):
    print(d)
with CM("f", swallow=True):
    raise ValueError("swallowed")
try:
    with CM("g"):
        raise KeyError("passes")
except KeyError as e:
    print("outside", e)
with CM("h", True), CM("i"):
    1 / 0
print("end")
