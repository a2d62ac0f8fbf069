class Raises:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        raise ValueError("from exit")


try:
    with Raises():
        raise KeyError("body")
except ValueError as e:
    print(e, repr(e.__context__))
try:
    with Raises():
        pass
except ValueError as e:
    print(e, e.__context__)


class EnterRaises:
    def __enter__(self):
        raise ValueError("from enter")

    def __exit__(self, *args):
        print("never")


try:
    with EnterRaises():
        print("never")
except ValueError as e:
    print(e)


class Outer:
    def __enter__(self):
        pass

    def __exit__(self, kind, *args):
        print("outer saw", kind)


try:
    with Outer(), EnterRaises():
        pass
except ValueError as e:
    print(e)
