try:
    raise KeyError("k")
except ValueError, KeyError:
    print("caught")
try:
    raise ValueError
except ValueError, KeyError:
    print("caught too")
