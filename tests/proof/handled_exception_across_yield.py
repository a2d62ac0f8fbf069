import sys


def current():
    return repr(sys.exc_info()[1])


def generator(log):
    try:
        raise ValueError("generator's")
    except ValueError:
        log.append(("in", current()))
        yield 1
        log.append(("resumed", current()))
        try:
            {}["k"]
        except KeyError as e:
            log.append(("context", repr(e.__context__)))
        yield 2
        try:
            raise
        except ValueError as e:
            log.append(("bare", repr(e)))
    log.append(("after", current()))
    yield 3


log = []
g = generator(log)
next(g)
log.append(("outside", current()))
try:
    raise TypeError("caller's")
except TypeError:
    next(g)
    log.append(("caller", current()))
    next(g)
    log.append(("caller still", current()))
    try:
        g.throw(OSError("thrown"))
    except OSError as e:
        log.append(("thrown", repr(e.__context__)))
log.append(("end", current()))
for entry in log:
    print(entry)
