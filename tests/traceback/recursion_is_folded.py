def f(n):
    if n:
        return f(n - 1)
    raise ValueError("bottom")


f(20)
