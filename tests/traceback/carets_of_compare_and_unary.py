def less(a, b):
    return not -a < b


less(1, "x")
