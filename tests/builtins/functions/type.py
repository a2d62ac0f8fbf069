print(type(1), type("a"), type(None), type(...), type(NotImplemented), type([]), type(print), type(lambda: 0), type(type), type(object()))
print(type(1) is int, type(True) is bool, type(type(1)) is type, type(1.0).__name__, type({}.keys()).__name__, type(iter(())).__name__)
X = type("X", (list,), {"extra": 5, "m": lambda self: len(self)})
print(X([1, 2]).m(), X.extra, X.__name__, X.__bases__, X.__module__)
for wrong in (lambda: type("X", (), 5), lambda: type(5, (), {}), lambda: type("X", 5, {}), lambda: type("X", (5,), {}), lambda: type()):
    try:
        wrong()
    except TypeError as e:
        print(e)
