from contextlib import contextmanager


@contextmanager
def cm():
    try:
        yield
    except KeyError as e:
        raise ValueError("from the manager") from e


with cm():
    {}["k"]
