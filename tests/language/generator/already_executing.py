def f():
    yield next(g)


g = f()
try:
    next(g)
except ValueError as e:
    print(e)
print(list(g))


def h():
    try:
        yield 1
    finally:
        try:
            me.close()
        except ValueError as e:
            print(e)


me = h()
next(me)
me.close()
