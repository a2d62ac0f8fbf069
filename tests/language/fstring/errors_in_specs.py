for value, spec in ((1, "s"), ("a", "d"), (1.5, "d"), ("a", "+"), (1, ".2d"), (1, "Q"), ("x", "=5"), (1, ",s"), (1.5, "c"), (300000000, "c"), (1, "10.3.2"), ([], "5"), (None, "d"), (1, "_,")):
    try:
        print(format(value, spec))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
