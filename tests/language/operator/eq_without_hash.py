class E:
    def __eq__(self, other):
        return True


print(E.__hash__)
try:
    {E()}
except TypeError as e:
    print(e)
try:
    hash(E())
except TypeError as e:
    print(e)


class H(E):
    __hash__ = object.__hash__


print(len({H()}))
