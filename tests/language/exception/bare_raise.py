def reraise():
    raise


try:
    try:
        1 / 0
    except ZeroDivisionError:
        reraise()
except ZeroDivisionError as e:
    print("reraised", e, e.__context__)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    try:
        raise KeyError("first")
    except KeyError:
        try:
            raise ValueError("second")
        except ValueError:
            pass
        raise
except KeyError as e:
    print(repr(e), repr(e.__context__))
