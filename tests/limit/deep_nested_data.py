def nest(n):
    x = []
    for _ in range(n):
        x = [x]
    return x


def nest_dict(n):
    x = {}
    for _ in range(n):
        x = {"k": x}
    return x


def nest_tuple(n):
    x = ()
    for _ in range(n):
        x = (x,)
    return x


a, b = nest(100_000), nest(100_000)
for name, operation in (
    ("repr list", lambda: repr(a)),
    ("compare lists", lambda: a == b),
    ("less", lambda: a < b),
    ("repr dict", lambda: repr(nest_dict(100_000))),
    ("compare dicts", lambda: nest_dict(100_000) == nest_dict(100_000)),
    ("repr tuple", lambda: str(nest_tuple(100_000))),
    ("hash tuple", lambda: hash(nest_tuple(100_000)) == 5),
):
    try:
        operation()
    except RecursionError:
        pass  # how deep is too deep depends on the machine
    print(name, "ends")
del a, b
print("dropped")
print(repr(nest(50)))
