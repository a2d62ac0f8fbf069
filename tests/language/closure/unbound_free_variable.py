def f(assign):
    if assign:
        x = 1

    def g():
        return x

    return g


print(f(True)())
try:
    f(False)()
except NameError as e:
    print(type(e).__name__, e)


def h():
    def g():
        return later

    try:
        g()
    except NameError as e:
        print(e)
    later = 2
    print(g())
    del later
    try:
        g()
    except NameError as e:
        print(e)


h()
