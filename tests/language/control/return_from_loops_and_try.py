def f():
    for i in range(3):
        try:
            if i == 1:
                return i
        finally:
            print("finally", i)


print(f())


def g():
    while True:
        try:
            try:
                break
            finally:
                print("inner")
        finally:
            print("outer")
    return "after"


print(g())


def h():
    for i in range(3):
        try:
            continue
        finally:
            print("c", i)
    else:
        return "else"


print(h())
