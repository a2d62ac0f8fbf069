"""Imports by functions."""

import sys

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

__import__ = __import__


def invalidate_caches():
    """Nothing is cached."""


def import_module(name, package=None):
    """The module of a name, relative to a package if the name begins with dots."""
    if name.startswith("."):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        bare = name.lstrip(".")
        levels = len(name) - len(bare)
        base = package
        for _ in range(1, levels):
            base, dot, _ = base.rpartition(".")
            if not dot:
                raise ImportError("attempted relative import beyond top-level package")
        name = f"{base}.{bare}" if bare else base
    __import__(name)
    return sys.modules[name]


def reload(module):
    """Runs a module's file again, in the namespace it has."""
    name = getattr(module, "__name__", None)
    if not isinstance(module, type(sys)):
        raise TypeError("reload() argument must be a module")
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    file = module.__dict__.get("__file__")
    if file is not None and not file.startswith("<stdlib>"):
        with open(file, encoding="utf-8") as source:
            exec(compile(source.read(), file, "exec"), module.__dict__)
    return sys.modules[name]
