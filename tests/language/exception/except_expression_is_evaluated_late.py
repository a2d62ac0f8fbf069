def types(name, t):
    print("eval", name)
    return t


try:
    pass
except types("never", ValueError):
    pass
try:
    raise KeyError(1)
except types("first", ValueError):
    print("no")
except types("second", (IndexError, KeyError)):
    print("yes")
try:
    try:
        raise ValueError("original")
    except "not a class":
        pass
except TypeError as e:
    print(e, repr(e.__context__))
try:
    try:
        raise ValueError("original")
    except (KeyError, 5):
        pass
except TypeError as e:
    print(e)
