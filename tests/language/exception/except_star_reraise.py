try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3)])
    except* ValueError:
        raise
    except* KeyError:
        raise RuntimeError("new")
except ExceptionGroup as e:
    print(repr(e))
try:
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError as eg:
        raise TypeError("converted") from eg
except* TypeError as eg:
    print(repr(eg), repr(eg.exceptions[0].__cause__))
try:
    try:
        raise ValueError("x")
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
