"""The abstract classes of contextlib, apart because few programs need them."""

from abc import ABC, abstractmethod
from types import GenericAlias


def _has_methods(cls, *names):
    return all(any(base.__dict__.get(name) for base in cls.__mro__) for name in names) or NotImplemented


class AbstractContextManager(ABC):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, subclass):
        return _has_methods(subclass, "__enter__", "__exit__") if cls is AbstractContextManager else NotImplemented


class AbstractAsyncContextManager(ABC):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    async def __aenter__(self):
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, subclass):
        return _has_methods(subclass, "__aenter__", "__aexit__") if cls is AbstractAsyncContextManager else NotImplemented


AbstractContextManager.__module__ = AbstractAsyncContextManager.__module__ = "contextlib"
