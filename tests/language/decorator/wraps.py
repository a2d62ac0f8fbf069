import functools


def log(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        """wrapper's"""
        print("call", f.__name__, args, kwargs)
        return f(*args, **kwargs)

    return wrapper


@log
def add(a, b=1):
    """Adds."""
    return a + b


print(add(1, b=2), add.__name__, add.__doc__, add.__wrapped__(1), add.__qualname__)
