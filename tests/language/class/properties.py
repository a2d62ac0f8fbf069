class Celsius:
    def __init__(self, t):
        self.t = t

    @property
    def fahrenheit(self):
        """In F."""
        return self.t * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.t = (value - 32) * 5 / 9

    @fahrenheit.deleter
    def fahrenheit(self):
        print("deleted")

    readonly = property(lambda self: "ro")
    nothing = property()


c = Celsius(100)
print(c.fahrenheit, Celsius.fahrenheit.__doc__)
c.fahrenheit = 32
print(c.t)
del c.fahrenheit
for action in ("c.readonly = 1", "del c.readonly", "c.nothing"):
    try:
        if action == "c.readonly = 1":
            c.readonly = 1
        elif action == "del c.readonly":
            del c.readonly
        else:
            c.nothing
    except AttributeError as e:
        print(e)
c.fahrenheit += 18
print(c.t, Celsius.readonly.fget(c))
