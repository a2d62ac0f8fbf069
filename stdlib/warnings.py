"""Warnings."""

import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings", "deprecated"]

# Entries: action, text the message begins with, category, text the module is named by, line.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = "default"
onceregistry = {}
_seen = set()


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        import linecache

        line = linecache.getline(filename, lineno)
    line = line.strip() if line else ""
    return f"{text}  {line}\n" if line else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(formatwarning(message, category, filename, lineno, line))
    except OSError:
        pass


def _begins(pattern, text):
    return pattern is None or text.lower().startswith(pattern.lower())


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if action not in ("error", "ignore", "always", "all", "default", "module", "once"):
        raise ValueError(f"invalid action: {action!r}")
    entry = (action, message.rstrip("$").removesuffix(".*") or None, category, module.rstrip("$").removesuffix(".*") or None, lineno)
    _add(entry, append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    if action not in ("error", "ignore", "always", "all", "default", "module", "once"):
        raise ValueError(f"invalid action: {action!r}")
    _add((action, None, category, None, lineno), append)


def _add(entry, append):
    if entry in filters:
        if append:
            return
        filters.remove(entry)
    filters.insert(len(filters) if append else 0, entry)
    _seen.clear()


def resetwarnings():
    filters.clear()
    _seen.clear()


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    from _compile import script_frames

    frames = script_frames()
    if stacklevel <= len(frames):
        filename, lineno, _, module = frames[max(stacklevel, 1) - 1]
    else:
        filename, lineno, module = "<sys>", 0, "sys"
    warn_explicit(message, category, filename, lineno, module, source=source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    if module is None:
        module = filename.removesuffix(".py") or "<unknown>"
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text = message
        message = category(message)
    for action, start, kind, name, line in filters:
        if issubclass(category, kind) and _begins(start, text) and (name is None or module.startswith(name)) and line in (0, lineno):
            break
    else:
        action = defaultaction
    if action == "ignore":
        return
    if action == "error":
        raise message
    key = {"once": (text, category), "module": (text, category, module)}.get(action, (text, category, filename, lineno))
    if action not in ("always", "all"):
        if key in _seen:
            return
        _seen.add(key)
    _show(WarningMessage(message, category, filename, lineno, source=source))


_log = None
_original_showwarning = showwarning


def _show(msg):
    if showwarning is not _original_showwarning or _log is None:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    else:
        _log.append(msg)


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record, self._filter = record, None if action is None else (action, category, lineno, append)

    def __enter__(self):
        global _log
        self._saved = filters[:], _log, showwarning, set(_seen)
        _seen.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            _log = []
            return _log

    def __exit__(self, *exc_info):
        global _log, showwarning
        filters[:], _log, showwarning, seen = self._saved
        _seen.clear()
        _seen.update(seen)


class deprecated:
    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        if self.category is None:
            arg.__deprecated__ = self.message
            return arg
        if isinstance(arg, type):
            original = arg.__init__
            message, category, level = self.message, self.category, self.stacklevel

            def __init__(self, *args, **kwargs):
                if type(self) is arg:
                    warn(message, category=category, stacklevel=level + 1)
                original(self, *args, **kwargs)

            arg.__init__ = __init__
            arg.__deprecated__ = self.message
            return arg
        from functools import wraps

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(self.message, category=self.category, stacklevel=self.stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = self.message
        return wrapper
