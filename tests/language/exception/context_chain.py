def chain(e):
    parts = []
    while e is not None:
        parts.append(repr(e))
        e = e.__context__
    return " <- ".join(parts)


try:
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            {}["k"]
        except KeyError:
            raise ValueError("last")
except ValueError as e:
    print(chain(e))
try:
    try:
        raise KeyError("a")
    finally:
        raise ValueError("b")
except ValueError as e:
    print(chain(e))
try:
    try:
        raise KeyError("a")
    except KeyError:
        pass
    raise ValueError("no context")
except ValueError as e:
    print(chain(e))
