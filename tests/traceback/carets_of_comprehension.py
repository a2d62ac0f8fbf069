def check(x):
    return 10 / x


values = [check(x) for x in (2, 1, 0)]
