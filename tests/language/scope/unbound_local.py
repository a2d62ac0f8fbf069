x = 1


def f():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 2
    return x


print(f())


def g(flag):
    if flag:
        y = 1
    return y


print(g(True))
try:
    g(False)
except UnboundLocalError as e:
    print(e)


def h():
    try:
        n += 1
    except UnboundLocalError as e:
        print(e)
    n = 0


h()


def loop():
    for q in []:
        pass
    return q


try:
    loop()
except UnboundLocalError as e:
    print(e)
