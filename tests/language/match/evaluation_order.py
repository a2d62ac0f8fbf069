def say(x):
    print("say", x)
    return x


class Eq:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        print("eq", self.n, other)
        return self.n == other


match say(5):
    case x if say(False):
        pass
    case 5 if say("yes"):
        print("matched", x)
match Eq(2):
    case 1 | 2:
        print("two")


class Seq(list):
    def __len__(self):
        print("len")
        return super().__len__()

    def __getitem__(self, i):
        print("get", i)
        return super().__getitem__(i)


match Seq([1, 2, 3]):
    case [1, 9, _]:
        print("no")
    case [1, _, 3]:
        print("yes")
