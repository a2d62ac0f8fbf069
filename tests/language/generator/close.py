def g(log):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append("exit")
        raise
    finally:
        log.append("finally")


log = []
x = g(log)
next(x)
print(x.close(), log, list(x))
print(g([]).close())


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)


def returns():
    try:
        yield 1
    except GeneratorExit:
        return "value of close"


r = returns()
next(r)
print(r.close())


def raises():
    try:
        yield 1
    finally:
        raise ValueError("in finally")


r = raises()
next(r)
try:
    r.close()
except ValueError as e:
    print(e, repr(e.__context__))
