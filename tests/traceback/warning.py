import warnings

warnings.warn("careful")
warnings.warn("old", DeprecationWarning)


def f():
    warnings.warn("caller", stacklevel=2)


f()
f()
