import collections
import collections.abc


class Seq(collections.abc.Sequence):
    def __getitem__(self, index):
        return index

    def __len__(self):
        return 42


class Registered:
    def __len__(self):
        return 0


def kind(value):
    match value:
        case [first, *_, last]:
            return ("sequence", first, last)
        case []:
            return "empty"
        case {"k": v}:
            return ("mapping", v)
        case {}:
            return "any mapping"
    return "none"


print(kind(Seq()), kind(collections.UserDict(k=1)), kind(collections.ChainMap({})), kind(collections.deque([1, 2])))
print(kind(Registered()))
collections.abc.Sequence.register(Registered)
print(kind(Registered()))
match range(1 << 40):
    case first, second, *_, last:
        print(first, second, last)
