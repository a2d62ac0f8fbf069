def f(a, b: int = 2, *args, c=3, **kw) -> str:
    """The docstring."""
    x = 1
    return x


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__)
print(f.__annotations__, f.__dict__)
f.note = "hi"
print(f.note, f.__dict__, f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_varnames)
f.__name__ = "renamed"
f.__doc__ = None
f.__defaults__ = (10,)
print(f.__name__, f.__doc__, f.__qualname__)


class C:
    def m(self): pass
    class D:
        def n(self):
            def inner(): pass
            return inner


print(C.m.__qualname__, C.D.n.__qualname__, C.D().n().__qualname__, (lambda: 0).__qualname__)
try:
    f.missing
except AttributeError as e:
    print(e)
try:
    f.__name__ = 5
except TypeError as e:
    print(e)
