"""The operating system: files by name, the environment, the process."""

import sys
from _os import (
    _entries, _exit, _stat, access, chdir, chmod, cpu_count, environment as _environment, fspath, getcwd, getpid, getppid, getuid, kill,
    link, listdir, mkdir, readlink, remove, rename, replace, rmdir, strerror, symlink, unlink, urandom,
)
from os import path

name = "posix"
curdir, pardir, sep, extsep, altsep, pathsep, linesep, devnull, defpath = ".", "..", "/", ".", None, ":", "\n", "/dev/null", "/bin:/usr/bin"
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
error = OSError
process_cpu_count = cpu_count


class _Environ(dict):
    """The environment as it was when the program began, with what the program changes."""

    def __setitem__(self, key, value):
        for each in (key, value):
            if not isinstance(each, str):
                raise TypeError(f"str expected, not {type(each).__name__}")
        dict.__setitem__(self, key, value)

    def __repr__(self):
        return f"environ({dict.__repr__(self)})"

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def copy(self):
        return dict(self)


environ = _Environ(_environment)


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(name, value, /):
    environ[name] = value


def unsetenv(name, /):
    environ.pop(name, None)


class stat_result(tuple):
    """What is known of a file."""

    def __new__(cls, sequence):
        self = tuple.__new__(cls, sequence[:10])
        self._nanoseconds = sequence[10:]
        return self

    st_mode = property(lambda self: self[0])
    st_ino = property(lambda self: self[1])
    st_dev = property(lambda self: self[2])
    st_nlink = property(lambda self: self[3])
    st_uid = property(lambda self: self[4])
    st_gid = property(lambda self: self[5])
    st_size = property(lambda self: self[6])
    st_atime = property(lambda self: self._nanoseconds[0] / 1e9)
    st_mtime = property(lambda self: self._nanoseconds[1] / 1e9)
    st_ctime = property(lambda self: self._nanoseconds[2] / 1e9)
    st_atime_ns = property(lambda self: self._nanoseconds[0])
    st_mtime_ns = property(lambda self: self._nanoseconds[1])
    st_ctime_ns = property(lambda self: self._nanoseconds[2])

    def __repr__(self):
        names = ("mode", "ino", "dev", "nlink", "uid", "gid", "size", "atime", "mtime", "ctime")
        return f"os.stat_result({', '.join([f'st_{n}={v}' for n, v in zip(names, self)])})"


def stat(path, *, dir_fd=None, follow_symlinks=True):
    return stat_result(_stat(path, follow_symlinks))


def lstat(path, *, dir_fd=None):
    return stat_result(_stat(path, False))


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == curdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


class DirEntry:
    __slots__ = ("name", "path", "_dir", "_link")

    def __init__(self, name, path, is_dir, is_link):
        self.name, self.path, self._dir, self._link = name, path, is_dir, is_link

    def is_dir(self, *, follow_symlinks=True):
        return path.isdir(self.path) if self._link and follow_symlinks else self._dir

    def is_file(self, *, follow_symlinks=True):
        if self._link:
            return follow_symlinks and path.isfile(self.path)
        return not self._dir and path.isfile(self.path)

    def is_symlink(self):
        return self._link

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        return lstat(self.path).st_ino

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class _Scan:
    def __init__(self, folder):
        self._entries = iter([DirEntry(n, path.join(folder, n), d, l) for n, d, l in _entries(folder)])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass

    def close(self):
        self._entries = iter(())


def scandir(path="."):
    return _Scan(fspath(path))


def walk(top, topdown=True, onerror=None, followlinks=False):
    try:
        entries = list(scandir(top))
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    top = fspath(top)
    dirs = [e.name for e in entries if e.is_dir()]
    files = [e.name for e in entries if not e.is_dir()]
    if topdown:
        yield top, dirs, files
    for each in dirs:
        inner = path.join(top, each)
        if followlinks or not path.islink(inner):
            yield from walk(inner, topdown, onerror, followlinks)
    if not topdown:
        yield top, dirs, files


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def get_terminal_size(fd=1):
    try:
        return terminal_size((int(environ["COLUMNS"]), int(environ["LINES"])))
    except (KeyError, ValueError):
        return terminal_size((80, 24))


class terminal_size(tuple):
    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]}, lines={self[1]})"


class _PathLikeMeta(type):
    def __instancecheck__(cls, instance):
        return hasattr(type(instance), "__fspath__")

    def __subclasscheck__(cls, subclass):
        return hasattr(subclass, "__fspath__")


class PathLike(metaclass=_PathLikeMeta):
    """A path that is no string."""

    def __class_getitem__(cls, arg):
        from types import GenericAlias

        return GenericAlias(cls, arg)
