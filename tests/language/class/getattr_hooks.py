class Log:
    existing = 1

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(f"really no {name}")
        return f"<{name}>"

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


o = Log()
print(o.existing, o.other)
o.x = 1
o.x += 1
print(o.x, hasattr(o, "nope"), getattr(o, "nope", 0), hasattr(o, "yes"))
del o.x
print(o.x)
try:
    o.nothing
except AttributeError as e:
    print(e)
