from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Mapping, MutableSequence, Sequence, Set, Sized, Generator, Coroutine, AsyncIterator

print(isinstance([], Iterable), isinstance([], Iterator), isinstance(iter([]), Iterator), isinstance({}, Mapping), isinstance("a", Sequence), isinstance([], MutableSequence), isinstance((), MutableSequence), isinstance({1}, Set), isinstance(5, Sized), isinstance([], Hashable), isinstance(len, Callable), isinstance((x for x in ""), Generator))


class L:
    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())


print(isinstance(L(), Sized), isinstance(L(), Iterable), issubclass(dict, Mapping))


class Squares(Sequence):
    def __len__(self):
        return 4

    def __getitem__(self, i):
        if i >= 4:
            raise IndexError
        return i * i


s = Squares()
print(list(s), 9 in s, s.index(4), s.count(1), list(reversed(s)))
try:

    class Partial(Mapping):
        def __len__(self):
            return 0

    Partial()
except TypeError as e:
    print(e)
