def tag(cls):
    cls.tag = cls.__name__.lower()
    return cls


def twice(f):
    def wrapper(self, *args):
        return f(self, *args), f(self, *args)

    return wrapper


@tag
class Thing:
    n = 0

    @twice
    def inc(self, by):
        self.n += by
        return self.n

    @staticmethod
    @(lambda f: lambda: f() + "!")
    def shout():
        return "hey"


print(Thing.tag, Thing().inc(2), Thing.shout())


@(lambda f: print(f.__name__))
def printed():
    pass


print(printed)
