def f():
    x = 1
    del x
    try:
        return x
    except UnboundLocalError as e:
        return str(e)


print(f())


def g():
    x = 1
    del x
    x = 2
    return x


print(g())


def h():
    del never


try:
    h()
except UnboundLocalError as e:
    print(e)
