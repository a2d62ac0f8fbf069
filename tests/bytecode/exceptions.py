def handlers(f):
    try:
        x = f()
    except ValueError as e:
        return e
    except (TypeError, KeyError):
        x = None
    else:
        f(x)
    finally:
        f()
    return x


def loop(xs):
    for x in xs:
        try:
            if x:
                continue
            break
        finally:
            print(x)


def contexts(a, b):
    with a as x, b:
        return x


def groups():
    try:
        f()
    except* ValueError as e:
        print(e)


def raises(x):
    assert x > 0, "positive"
    raise ValueError(x) from None
