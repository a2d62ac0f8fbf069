import sys


def show():
    return sys.exc_info()[0].__name__ if sys.exc_info()[0] else None


def handles():
    try:
        raise KeyError("inner")
    except KeyError:
        print("in", show())
    print("after", show())


try:
    raise ValueError("outer")
except ValueError:
    print("before", show())
    handles()
    print("back", show())
    print(sys.exception())
print("end", show(), sys.exc_info())
