from contextlib import contextmanager


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as e:
        print("caught", e)
    finally:
        print(f"</{name}>")


with tag("a") as a, tag("b") as b:
    print(a, b)
with tag("c"):
    raise ValueError("v")
try:
    with tag("d"):
        raise KeyError("k")
except KeyError as e:
    print("outside", e)


@tag("decorated")
def f():
    print("f")


f()
f()


@contextmanager
def never_yields():
    if False:
        yield


@contextmanager
def yields_twice():
    yield
    yield


try:
    with never_yields():
        pass
except RuntimeError as e:
    print(e)
try:
    with yields_twice():
        pass
except RuntimeError as e:
    print(e)
