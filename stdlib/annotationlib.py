"""Annotations, evaluated as asked."""

from enum import IntEnum


class Format(IntEnum):
    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


def __getattr__(name):
    if name == "ForwardRef":
        from typing import ForwardRef

        return ForwardRef
    raise AttributeError(f"module 'annotationlib' has no attribute {name!r}")


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    annotate = getattr(obj, "__annotate__", None)
    if annotate is None:
        found = dict(getattr(obj, "__annotations__", None) or {})
    elif format == Format.FORWARDREF:
        try:
            found = dict(annotate(1))
        except NameError as error:
            raise NameError(f"{error} (annotations that cannot be evaluated are not supported by Taipan)") from None
    else:
        found = dict(annotate(1))
    if eval_str:
        found = {n: eval(v, globals or getattr(obj, "__globals__", {}), locals) if isinstance(v, str) else v for n, v in found.items()}
    return found
