import sys


def g():
    try:
        raise KeyError("in generator")
    except KeyError:
        yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0].__name__
        raise ValueError("second")


x = g()
print(next(x), sys.exc_info()[0])
try:
    raise TypeError("caller")
except TypeError:
    print(next(x), sys.exc_info()[0].__name__)
    try:
        next(x)
    except ValueError as e:
        print(repr(e.__context__), repr(e.__context__.__context__))


def h():
    yield sys.exc_info()[0]
    raise ValueError("from h")


y = h()
try:
    raise TypeError("resumer")
except TypeError:
    print(next(y).__name__)
    try:
        next(y)
    except ValueError as e:
        print(repr(e.__context__))
