"""Shallow and deep copies."""

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error
_ATOMS = frozenset([
    type(None), type(...), type(NotImplemented), int, float, bool, complex, str, bytes, type, range, type(len),
    type(lambda: 0), property, slice,
])


def _rebuild(x):
    """An instance like `x` without its attributes, made without calling `__init__`."""
    cls = type(x)
    for base in (list, dict, set, frozenset, tuple, int, float, str, bytes, bytearray):
        if isinstance(x, base):
            made = cls.__new__(cls, x) if base in (frozenset, tuple, int, float, str, bytes) else cls.__new__(cls)
            break
    else:
        if isinstance(x, BaseException):
            made = cls.__new__(cls, *x.args)
        else:
            made = object.__new__(cls)
    return made


def _attributes(x):
    state = dict(getattr(x, "__dict__", ()))
    for cls in type(x).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ("__dict__", "__weakref__") and hasattr(x, name):
                state[name] = getattr(x, name)
    return state


def _restore(made, state):
    set_state = getattr(type(made), "__setstate__", None)
    if set_state is not None:
        set_state(made, state)
        return
    for name, value in state.items():
        object.__setattr__(made, name, value)


def _state(x):
    get = getattr(type(x), "__getstate__", None)
    return get(x) if get is not None and get is not getattr(object, "__getstate__", None) else _attributes(x)


def _refuse(x):
    kind = type(x).__name__
    if kind in ("generator", "coroutine", "async_generator", "module", "TextIOWrapper", "lock", "socket", "frame"):
        raise TypeError(f"cannot pickle '{kind}' object")


def copy(x):
    cls = type(x)
    if cls in _ATOMS or cls is tuple or cls is frozenset:
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if isinstance(x, type):
        return x
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    reduce = getattr(cls, "__reduce__", None)
    if reduce is not None and reduce is not getattr(object, "__reduce__", None):
        made = x.__reduce__()
        return x if isinstance(made, str) else _reconstruct(x, made, None)
    _refuse(x)
    made = _rebuild(x)
    if isinstance(x, list):
        list.extend(made, x)
    elif isinstance(x, dict):
        dict.update(made, x)
    elif isinstance(x, set):
        set.update(made, x)
    _restore(made, _state(x))
    return made


def _reconstruct(x, parts, memo):
    callable, args, *rest = parts
    if memo is not None:
        args = tuple(deepcopy(arg, memo) for arg in args)
    made = callable(*args)
    if memo is not None:
        memo[id(x)] = made
    state = rest[0] if rest else None
    if state is not None:
        if memo is not None:
            state = deepcopy(state, memo)
        _restore(made, state)
    for item in rest[1] if len(rest) > 1 and rest[1] is not None else ():
        made.append(item if memo is None else deepcopy(item, memo))
    for key, value in rest[2] if len(rest) > 2 and rest[2] is not None else ():
        if memo is not None:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        made[key] = value
    return made


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _ATOMS:
        return x
    if memo is None:
        memo = {}
    known = memo.get(id(x), _nil)
    if known is not _nil:
        return known
    if cls is list:
        made = memo[id(x)] = []
        for item in x:
            made.append(deepcopy(item, memo))
    elif cls is dict:
        made = memo[id(x)] = {}
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        made = tuple([deepcopy(item, memo) for item in x])
        # A tuple that reaches itself was copied meanwhile.
        known = memo.get(id(x), _nil)
        if known is not _nil:
            return known
        if all(a is b for a, b in zip(x, made)):
            return x
    elif isinstance(x, type):
        return x
    elif hasattr(cls, "__deepcopy__"):
        made = x.__deepcopy__(memo)
    elif cls in (set, frozenset):
        made = cls([deepcopy(item, memo) for item in x])
    elif cls is bytearray:
        made = x.copy()
    elif cls.__name__ == "method" and hasattr(x, "__func__"):
        made = cls(x.__func__, deepcopy(x.__self__, memo))
    else:
        made = _deep_instance(x, memo)
    if made is not x:
        memo[id(x)] = made
        # Keeps the original alive, whose identity is a key.
        memo.setdefault(id(memo), []).append(x)
    return made


def _deep_instance(x, memo):
    reduce = getattr(type(x), "__reduce__", None)
    if reduce is not None and reduce is not getattr(object, "__reduce__", None):
        parts = x.__reduce__()
        return x if isinstance(parts, str) else _reconstruct(x, parts, memo)
    _refuse(x)
    if isinstance(x, tuple):
        made = tuple.__new__(type(x), [deepcopy(item, memo) for item in x])
    else:
        made = _rebuild(x)
    memo[id(x)] = made
    if isinstance(x, list):
        for item in list.__iter__(x):
            list.append(made, deepcopy(item, memo))
    elif isinstance(x, dict):
        for key, value in dict.items(x):
            dict.__setitem__(made, deepcopy(key, memo), deepcopy(value, memo))
    elif isinstance(x, set):
        for item in set.__iter__(x):
            set.add(made, deepcopy(item, memo))
    _restore(made, deepcopy(_state(x), memo))
    return made


def replace(obj, /, **changes):
    method = getattr(type(obj), "__replace__", None)
    if method is None:
        raise TypeError(f"replace() does not support {type(obj).__name__} objects")
    return method(obj, **changes)
