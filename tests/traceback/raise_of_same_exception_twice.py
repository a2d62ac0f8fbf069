e = ValueError("same")


def f():
    raise e


try:
    f()
except ValueError:
    pass
f()
