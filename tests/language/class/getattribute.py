class All:
    x = 1

    def __init__(self):
        self.y = 2

    def __getattribute__(self, name):
        print("get", name)
        if name == "fail":
            raise AttributeError("fail")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return "getattr " + name

    def __len__(self):
        return 3

    def m(self):
        return self.y


a = All()
print(a.x, a.y, a.fail, a.unknown, a.m())
print(len(a))
