import warnings

warnings.simplefilter("ignore", DeprecationWarning)


def g():
    while True:
        try:
            yield "ready"
        except Exception as e:
            print("caught", repr(e))


a = g()
next(a)
a.throw(KeyError)
a.throw(KeyError("k"))
a.throw(KeyError, "v")
a.throw(KeyError, ("v", "w"))
a.throw(KeyError, KeyError("made"), None)
for wrong in ((5,), (int,), (KeyError("x"), 1), (KeyError, None, 5)):
    try:
        a.throw(*wrong)
    except TypeError as e:
        print(e)
