class OwnInit:
    def __init__(self, x):
        super().__init__(x)


class OwnNew:
    def __new__(cls, x):
        return super().__new__(cls)


class NewPassesOn:
    def __new__(cls, x):
        return super().__new__(cls, x)


class Both:
    def __new__(cls, x):
        return super().__new__(cls)

    def __init__(self, x):
        super().__init__(x)


class Neither:
    pass


class IntInit(int):
    def __init__(self, x):
        super().__init__()


class IntInitPassesOn(int):
    def __init__(self, x):
        super().__init__(x)


for make in (OwnInit, OwnNew, NewPassesOn, Both, Neither, IntInit, IntInitPassesOn):
    try:
        print(type(make(1)).__name__)
    except TypeError as e:
        print(e)
for call in (
    lambda: Neither().__init__(1),
    lambda: object().__init__(1),
    lambda: int.__new__(Neither),
    lambda: list.__new__(dict),
    lambda: int.__new__(),
    lambda: tuple.__new__(tuple, [1]),
):
    try:
        print(call())
    except TypeError as e:
        print(e)
