def g(x):
    y = x
    yield y


a = g(5)
print(a.gi_running, a.gi_yieldfrom, a.gi_frame is not None, a.gi_code.co_name, a.__name__, a.__qualname__, a.gi_suspended)
next(a)
print(a.gi_frame.f_locals, a.gi_suspended)
list(a)
print(a.gi_frame, a.gi_suspended)
print(repr(a).startswith("<generator object g at 0x"))
a.__name__ = "renamed"
print(a.__name__)
