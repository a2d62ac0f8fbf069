class Adds:
    def __add__(self, other):
        return ("add", other)


class InPlace:
    def __iadd__(self, other):
        self.got = other
        return self


a = Adds()
a += 1
print(a)
b = c = InPlace()
b += 2
print(b is c, b.got)
try:
    x = object()
    x += 1
except TypeError as e:
    print(str(e))
try:
    n = 1
    n @= 2
except TypeError as e:
    print(str(e))
