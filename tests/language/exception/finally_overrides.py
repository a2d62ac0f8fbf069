def f():
    try:
        return "try"
    finally:
        print("finally")


def g():
    try:
        1 / 0
    finally:
        return "swallowed"


def h():
    for i in range(3):
        try:
            1 / 0
        finally:
            break
    return "broke", i


def k():
    x = 1
    try:
        return x
    finally:
        x = 2


def m():
    try:
        try:
            raise KeyError
        finally:
            print("inner")
            raise ValueError("replaced")
    except ValueError as e:
        return repr(e), repr(e.__context__)


print(f(), g(), h(), k(), m())
