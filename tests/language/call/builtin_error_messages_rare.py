for call in (
    lambda: len(x=[]),
    lambda: [].append(x=1),
    lambda: {}.pop(),
    lambda: isinstance(1, 2),
    lambda: int("12", 1),
    lambda: sum("ab", ""),
    lambda: dict(5),
    lambda: dict([1]),
    lambda: enumerate(),
    lambda: map(),
    lambda: map(len),
    lambda: getattr(1, 2),
    lambda: hasattr(1, 2),
    lambda: round("a"),
    lambda: print(end=1),
    lambda: reversed({1}),
    lambda: bytes("a"),
    lambda: hash([]),
    lambda: str(b"a", 5),
    lambda: type(),
    lambda: type(1, 2),
    lambda: super(),
    lambda: object.__new__(),
    lambda: issubclass(1, int),
    lambda: callable(),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
