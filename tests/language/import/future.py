"""Docstring first."""
from __future__ import annotations


def f(x: undefined) -> also.undefined:
    pass


print(f.__annotations__, __doc__)
print(annotations.__class__.__name__)
