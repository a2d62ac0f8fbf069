class C:
    pass


for call in (
    lambda: (5).__add__(),
    lambda: [].__len__(1),
    lambda: "".__eq__(1, 2),
    lambda: {}.__setitem__(1),
    lambda: {}.__contains__(),
    lambda: [].__getitem__(),
    lambda: (5).__round__(1, 2),
    lambda: object.__new__(),
    lambda: object.__new__(5),
    lambda: int.__new__(None),
    lambda: object(1),
    lambda: object(x=1),
    lambda: C().__format__(None),
    lambda: "a".find(None),
    lambda: "a".replace(None, "b"),
    lambda: reversed(type("Items", (), {"__getitem__": lambda self, i: i})()),
):
    try:
        print(call())
    except TypeError as e:
        print(e)
