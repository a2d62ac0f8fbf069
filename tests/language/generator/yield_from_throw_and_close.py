def inner():
    try:
        while True:
            try:
                yield "inner"
            except ValueError as e:
                print("inner caught", e)
    finally:
        print("inner finally")


def outer():
    try:
        yield from inner()
    except KeyError as e:
        print("outer caught", e)
        yield "after"
    finally:
        print("outer finally")


g = outer()
next(g)
print(g.throw(ValueError("v")))
print(g.throw(KeyError("k")))
g.close()
h = outer()
next(h)
h.close()


class NoThrow:
    def __iter__(self):
        return self

    def __next__(self):
        return "next"


def delegating():
    yield from NoThrow()


d = delegating()
print(next(d))
try:
    d.send(5)
except AttributeError as e:
    print(e)
try:
    next(d)
except StopIteration:
    print("ended")
d = delegating()
next(d)
try:
    d.throw(ValueError("straight out"))
except ValueError as e:
    print(e)
