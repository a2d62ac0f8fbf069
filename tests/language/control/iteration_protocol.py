class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print([x for x in Countdown(3)], list(Countdown(2)), sum(Countdown(4)), max(Countdown(3)))
a, b = Countdown(2)
print(a, b, *Countdown(2))


class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError("end")
        return i * i


print(list(Old()), 4 in Old())
for wrong in (5, None, object):
    try:
        for _ in wrong:
            pass
    except TypeError as e:
        print(e)


class NoNext:
    def __iter__(self):
        return 3


try:
    iter(NoNext())
except TypeError as e:
    print(e)
