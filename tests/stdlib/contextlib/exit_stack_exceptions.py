from contextlib import ExitStack


class CM:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print(self.name, repr(value))
        if self.fail:
            raise self.fail
        return self.swallow


with ExitStack() as s:
    s.enter_context(CM("outer"))
    s.enter_context(CM("swallows", True))
    s.enter_context(CM("inner"))
    raise ValueError("v")
try:
    with ExitStack() as s:
        s.enter_context(CM("sees"))
        s.enter_context(CM("fails", fail=KeyError("k")))
        raise ValueError("v")
except KeyError as e:
    print(repr(e), repr(e.__context__))
try:
    with ExitStack() as s:
        s.enter_context(5)
except TypeError as e:
    print(e)
