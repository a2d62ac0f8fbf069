class Target:
    def __setattr__(self, name, value):
        print("set", name, value)
        if name == "second":
            raise RuntimeError("no second")


t = Target()
try:
    t.first, t.second, t.third = "xyz"
except RuntimeError as e:
    print(e)
