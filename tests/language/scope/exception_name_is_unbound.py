e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    print(repr(e))
try:
    print(e)
except NameError as error:
    print(error)


def f():
    try:
        1 / 0
    except ZeroDivisionError as err:
        err = "rebound"
    try:
        return err
    except UnboundLocalError as problem:
        return str(problem)


print(f())


def g():
    try:
        1 / 0
    except ZeroDivisionError as err:
        del err
    return "fine"


print(g())
