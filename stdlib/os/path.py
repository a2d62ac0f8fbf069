"""Paths as text."""

from _os import _kind, _realpath, _stat, fspath, getcwd

curdir, pardir, extsep, sep, pathsep, altsep, defpath, devnull = ".", "..", ".", "/", ":", None, "/bin:/usr/bin", "/dev/null"
supports_unicode_filenames = False


def _refuse_mixed(function, *paths):
    for path in paths:
        if not isinstance(path, (str, bytes)) and not hasattr(type(path), "__fspath__"):
            raise TypeError(
                f"{function}() argument must be str, bytes, or os.PathLike object, not {type(path).__name__!r}") from None
    raise TypeError("Can't mix strings and bytes in path components") from None


def _sep(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    return fspath(s)


def isabs(s):
    s = fspath(s)
    return s.startswith(_sep(s))


def join(a, *p):
    try:
        path = fspath(a)
        slash = _sep(path)
        for b in map(fspath, p):
            if b.startswith(slash) or not path:
                path = b
            elif path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError):
        _refuse_mixed("join", a, *p)
    return path


def split(p):
    p = fspath(p)
    slash = _sep(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def basename(p):
    p = fspath(p)
    return p[p.rfind(_sep(p)) + 1:]


def dirname(p):
    return split(p)[0]


def splitext(p):
    p = fspath(p)
    slash, dot = _sep(p), b"." if isinstance(p, bytes) else "."
    start = p.rfind(slash) + 1
    at = p.rfind(dot)
    # Dots a name begins with start no extension.
    if at > start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    p = fspath(p)
    return p[:0], p


def splitroot(p):
    p = fspath(p)
    slash, empty = _sep(p), p[:0]
    if not p.startswith(slash):
        return empty, empty, p
    if p.startswith(slash * 2) and not p.startswith(slash * 3):
        return empty, p[:2], p[2:]
    return empty, slash, p[1:]


def exists(path):
    return _known(path, True) != 0


def lexists(path):
    return _known(path, False) != 0


def isfile(path):
    return _known(path, True) == 1


def isdir(s):
    return _known(s, True) == 2


def islink(path):
    return _known(path, False) == 4


def _known(path, follow):
    try:
        return _kind(path, follow)
    except ValueError:
        return 0


def ismount(path):
    return abspath(path) == "/"


def getsize(filename):
    return _stat(filename)[6]


def getmtime(filename):
    return _stat(filename)[11] / 1e9


def getatime(filename):
    return _stat(filename)[10] / 1e9


def getctime(filename):
    return _stat(filename)[12] / 1e9


def samefile(f1, f2):
    return _stat(f1)[1:3] == _stat(f2)[1:3]


def normpath(path):
    path = fspath(path)
    is_bytes = isinstance(path, bytes)
    slash, dot, dots = (b"/", b".", b"..") if is_bytes else ("/", ".", "..")
    if not path:
        return dot
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != dots or not root and not parts or parts and parts[-1] == dots:
            parts.append(part)
        elif parts:
            parts.pop()
    return root + slash.join(parts) or dot


def abspath(path):
    path = fspath(path)
    if not isabs(path):
        cwd = getcwd()
        path = join(cwd.encode() if isinstance(path, bytes) else cwd, path)
    return normpath(path)


def realpath(filename, *, strict=False):
    filename = fspath(filename)
    try:
        return _realpath(filename)
    except OSError:
        if strict:
            raise
    path = abspath(filename)
    head, tail = split(path)
    return join(realpath(head), tail) if tail else path


def relpath(path, start=None):
    path = fspath(path)
    if not path:
        raise ValueError("no path specified")
    start_parts = [p for p in abspath(curdir if start is None else start).split(sep) if p]
    path_parts = [p for p in abspath(path).split(sep) if p]
    shared = 0
    for a, b in zip(start_parts, path_parts):
        if a != b:
            break
        shared += 1
    return sep.join([pardir] * (len(start_parts) - shared) + path_parts[shared:]) or curdir


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    paths = tuple(map(fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    if len({isabs(p) for p in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[c for c in p.split(sep) if c and c != curdir] for p in paths]
    low, high = min(split_paths), max(split_paths)
    common = low
    for i, c in enumerate(low):
        if i >= len(high) or c != high[i]:
            common = low[:i]
            break
    return (sep if isabs(paths[0]) else "") + sep.join(common)


def expanduser(path):
    from os import environ

    path = fspath(path)
    if not path.startswith("~"):
        return path
    name, slash, rest = path.partition("/")
    if name != "~" or "HOME" not in environ:
        return path
    return (environ["HOME"].rstrip("/") + slash + rest) or "/"


def expandvars(path):
    from os import environ

    path = fspath(path)
    out, i = [], 0
    while i < len(path):
        at = path.find("$", i)
        if at < 0:
            break
        out.append(path[i:at])
        if path[at + 1:at + 2] == "{" and "}" in path[at:]:
            end = path.index("}", at)
            name = path[at + 2:end]
            end += 1
        else:
            end = at + 1
            while end < len(path) and (path[end].isalnum() or path[end] == "_"):
                end += 1
            name = path[at + 1:end]
        out.append(environ.get(name, path[at:end]))
        i = end
    return "".join(out) + path[i:]
