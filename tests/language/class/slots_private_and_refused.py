class Private:
    __slots__ = ("__secret", "open")

    def __init__(self):
        self.__secret = 1


print(Private()._Private__secret, Private.open, Private.open.__name__, Private.open.__objclass__ is Private)


def refused(base, slots):
    try:
        type("Refused", (base,), {"__slots__": slots})
    except TypeError as e:
        print(e)


refused(object, ("1a",))
refused(int, ("a",))
refused(tuple, ("a",))
refused(object, (5,))
p = Private()
Private.open.__set__(p, 5)
print(p.open, Private.open.__get__(p))
Private.open.__delete__(p)
try:
    p.open
except AttributeError as e:
    print(e)
