def f():
    raise ValueError("raise has no carets")


f()
