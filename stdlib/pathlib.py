"""Paths as objects."""
import io
import os
import posixpath
from errno import EINVAL, ENOENT
from fnmatch import _pieces

__all__ = ["PurePath", "PurePosixPath", "Path", "PosixPath", "UnsupportedOperation"]


class UnsupportedOperation(NotImplementedError):
    """The system cannot do this."""


class _Parents:
    """The folders above a path, nearest first."""

    __slots__ = ("_path", "_paths")

    def __init__(self, path):
        self._path = path
        self._paths = []
        while path.parent != path:
            path = path.parent
            self._paths.append(path)

    def __len__(self):
        return len(self._paths)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self._paths[index])
        if not -len(self._paths) <= index < len(self._paths):
            raise IndexError(index)
        return self._paths[index]

    def __iter__(self):
        return iter(self._paths)

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    """A path, which need not exist."""

    __slots__ = ("_raw", "_parsed", "_text")
    parser = posixpath

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        parts = []
        for arg in args:
            if isinstance(arg, PurePath):
                parts.append(arg._raw)
                continue
            text = os.fspath(arg) if hasattr(arg, "__fspath__") else arg
            if not isinstance(text, str):
                raise TypeError("argument should be a str or an os.PathLike object where __fspath__ returns a str, "
                                f"not {type(text).__name__!r}")
            parts.append(text)
        self._raw = posixpath.join(*parts) if parts else ""
        self._parsed = self._text = None

    def with_segments(self, *pathsegments):
        """A path of the same class."""
        return type(self)(*pathsegments)

    def _parts(self):
        """The root, and the names below it."""
        if self._parsed is None:
            raw = self._raw
            root = ""
            if raw.startswith("/"):
                root = "//" if raw.startswith("//") and not raw.startswith("///") else "/"
            self._parsed = (root, [name for name in raw.split("/") if name and name != "."])
        return self._parsed

    def _with(self, root, names):
        return self.with_segments(root + "/".join(names))

    def __str__(self):
        if self._text is None:
            root, names = self._parts()
            self._text = root + "/".join(names) or "."
        return self._text

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def as_posix(self):
        """The path with slashes."""
        return str(self)

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, PurePath) else NotImplemented

    def _order(self):
        root, names = self._parts()
        return [root, *names] if root else names

    def __lt__(self, other):
        return self._order() < other._order() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._order() <= other._order() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._order() > other._order() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._order() >= other._order() if isinstance(other, PurePath) else NotImplemented

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def joinpath(self, *pathsegments):
        """The path with others behind it."""
        return self.with_segments(self, *pathsegments)

    @property
    def drive(self):
        """Nothing, on this system."""
        return ""

    @property
    def root(self):
        """The slash a path may begin with."""
        return self._parts()[0]

    anchor = root

    @property
    def parts(self):
        """The root and the names."""
        root, names = self._parts()
        return (root, *names) if root else tuple(names)

    @property
    def name(self):
        """The last name."""
        names = self._parts()[1]
        return names[-1] if names else ""

    @property
    def suffix(self):
        """The last name's ending, with its dot."""
        return posixpath.splitext(self.name)[1] if self.name.strip(".") else ""

    @property
    def suffixes(self):
        """All endings of the last name."""
        name = self.name.lstrip(".")
        return ["." + part for part in name.split(".")[1:]] if name else []

    @property
    def stem(self):
        """The last name without its ending."""
        return self.name.removesuffix(self.suffix) if self.suffix else self.name

    @property
    def parent(self):
        """The folder above."""
        root, names = self._parts()
        return self._with(root, names[:-1]) if names else self

    @property
    def parents(self):
        """The folders above, nearest first."""
        return _Parents(self)

    def with_name(self, name):
        """The path with another last name."""
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        root, names = self._parts()
        if not names:
            raise ValueError(f"{self!r} has an empty name")
        return self._with(root, [*names[:-1], name])

    def with_stem(self, stem):
        """The path with another last name but its ending."""
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """The path with another ending."""
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not suffix.startswith("."):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    def is_absolute(self):
        """Whether it begins at the root."""
        return self._raw.startswith("/")

    def relative_to(self, other, *, walk_up=False):
        """The path as seen from another."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        up = 0
        for path in (other, *other.parents):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
            up += 1
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._with("", [".."] * up + self._parts()[1][len(path._parts()[1]):])

    def is_relative_to(self, other):
        """Whether it lies below another."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        return other == self or other in self.parents

    def as_uri(self):
        """The path as a file URI."""
        if not self.is_absolute():
            raise ValueError("relative paths can't be expressed as file URIs")
        if not isinstance(self, Path):
            from warnings import warn
            warn("pathlib.PurePath.as_uri() is deprecated and scheduled for removal in Python 3.19. "
                 "Use pathlib.Path.as_uri().", DeprecationWarning, stacklevel=2)
        plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/"
        return "file://" + "".join(
            chr(byte) if chr(byte) in plain else f"%{byte:02X}" for byte in os.fsencode(self))

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether the whole path matches a pattern, where ** is any number of folders."""
        pattern = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
        return _fits(self.parts, pattern.parts, case_sensitive is not False)

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the end of the path matches a pattern."""
        pattern = path_pattern if isinstance(path_pattern, PurePath) else self.with_segments(path_pattern)
        wanted, parts = pattern.parts, self.parts
        if not wanted:
            raise ValueError("empty pattern")
        if len(parts) < len(wanted) or len(parts) > len(wanted) and pattern.root:
            return False
        exact = case_sensitive is not False
        return all(_name_fits(name, part, exact) for name, part in zip(parts[::-1], wanted[::-1]))


PurePath.__module__ = "pathlib"


def _name_fits(name, pattern, exact=True):
    import re
    text = "".join(_pieces(pattern, "[^/]*", "[^/]"))
    return re.fullmatch(text, name, re.DOTALL if exact else re.DOTALL | re.IGNORECASE) is not None


def _fits(names, pattern, exact):
    """Whether names match a pattern of names, ** being any number of them."""
    if not pattern:
        return not names
    if pattern[0] == "**":
        return any(_fits(names[count:], pattern[1:], exact) for count in range(len(names) + 1))
    return bool(names) and _name_fits(names[0], pattern[0], exact) and _fits(names[1:], pattern[1:], exact)


os.PathLike.register(PurePath) if hasattr(os.PathLike, "register") else None


class PurePosixPath(PurePath):
    """A path of a system like this one."""

    __slots__ = ()


class Path(PurePath):
    """A path of this system, and what lies there."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def cwd(cls):
        """The current folder."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's folder."""
        return cls("~").expanduser()

    @classmethod
    def from_uri(cls, uri):
        """The path of a file URI."""
        if not uri.startswith("file:"):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        text = uri.removeprefix("file:")
        if text.startswith("//"):
            text = text[2:].removeprefix("localhost")
        data = bytearray()
        at = 0
        raw = text.encode()
        while at < len(raw):
            if raw[at] == 37:
                data.append(int(raw[at + 1:at + 3], 16))
                at += 3
            else:
                data.append(raw[at])
                at += 1
        path = cls(data.decode())
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    def stat(self, *, follow_symlinks=True):
        """What the system knows of the file."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """The same, of a link itself."""
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        """Whether there is something."""
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a folder."""
        return self._is_kind(0o040000, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a file."""
        return self._is_kind(0o100000, follow_symlinks)

    def is_symlink(self):
        """Whether it is a link."""
        return os.path.islink(self)

    def is_mount(self):
        """Whether a file system begins there."""
        return os.path.ismount(self)

    def is_fifo(self):
        """Whether it is a pipe."""
        return self._is_kind(0o010000)

    def is_socket(self):
        """Whether it is a socket."""
        return self._is_kind(0o140000)

    def is_block_device(self):
        """Whether it is a block device."""
        return self._is_kind(0o060000)

    def is_char_device(self):
        """Whether it is a character device."""
        return self._is_kind(0o020000)

    def _is_kind(self, kind, follow_symlinks=True):
        try:
            return os.stat(self, follow_symlinks=follow_symlinks).st_mode & 0o170000 == kind
        except (OSError, ValueError):
            return False

    def samefile(self, other_path):
        """Whether two paths are of one file."""
        return os.path.samefile(self, other_path)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """Opens the file."""
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """The file's bytes."""
        with self.open("rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """The file's text."""
        with self.open("r", -1, encoding, errors, newline) as file:
            return file.read()

    def write_bytes(self, data):
        """Makes the file these bytes."""
        view = memoryview(data)
        with self.open("wb") as file:
            return file.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Makes the file this text."""
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", -1, encoding, errors, newline) as file:
            return file.write(data)

    def iterdir(self):
        """What lies in the folder."""
        root = self._parts()
        names = os.listdir(self)
        return (self._child(name) for name in names) if root is not None else iter(())

    def _child(self, name):
        text = str(self)
        return self.with_segments(name if text == "." else text + name if text.endswith("/") else f"{text}/{name}")

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """What lies below and matches a pattern."""
        wanted = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
        if wanted.is_absolute():
            raise NotImplementedError("Non-relative patterns are unsupported")
        if not wanted.parts:
            raise ValueError(f"Unacceptable pattern: {str(pattern)!r}")
        folders = str(pattern).endswith("/")
        return self._select(wanted.parts, case_sensitive is not False, recurse_symlinks, folders)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """What lies anywhere below and matches a pattern."""
        text = str(pattern)
        if text.startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        return self.glob("**/" + text, case_sensitive=case_sensitive, recurse_symlinks=recurse_symlinks)

    def _select(self, pattern, exact, follow, folders):
        first, rest = pattern[0], pattern[1:]
        if first == "**":
            while rest and rest[0] == "**":
                rest = rest[1:]
            for folder in self._folders(follow):
                if rest:
                    yield from folder._select(rest, exact, follow, folders)
                else:
                    yield folder
                    if not folders:
                        for child in folder._children():
                            if not child.is_dir() or child.is_symlink() and not follow:
                                yield child
            return
        if first == ".." or not any(sign in first for sign in "*?["):
            child = self._child(first)
            found = [child] if child.exists(follow_symlinks=False) else []
        else:
            found = [child for child in self._children() if _name_fits(child.name, first, exact)]
        for child in found:
            if rest:
                if child.is_dir():
                    yield from child._select(rest, exact, follow, folders)
            elif not folders or child.is_dir():
                yield child

    def _children(self):
        try:
            return list(self.iterdir())
        except OSError:
            return []

    def _folders(self, follow):
        """This folder and those below."""
        yield self
        for child in self._children():
            if child.is_dir(follow_symlinks=follow):
                yield from child._folders(follow)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Each folder below, with the names of its folders and files."""
        for top, folders, files in os.walk(self, top_down, on_error, follow_symlinks):
            yield self.with_segments(top), folders, files

    def absolute(self):
        """The path from the root."""
        return self if self.is_absolute() else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        """The path from the root, without links and dots."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def readlink(self):
        """Where a link leads."""
        return self.with_segments(os.readlink(self))

    def touch(self, mode=0o666, exist_ok=True):
        """Makes sure that the file exists."""
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
            if self.is_file():
                with self.open("ab"):
                    pass
            return
        with self.open("xb"):
            pass

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Makes a folder."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        """Sets who may do what."""
        os.chmod(self, mode)

    def unlink(self, missing_ok=False):
        """Removes the file."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Removes the empty folder."""
        os.rmdir(self)

    def rename(self, target):
        """Gives the file another path."""
        os.rename(self, target)
        return target if isinstance(target, PurePath) else self.with_segments(target)

    def replace(self, target):
        """Gives the file another path, in place of what lies there."""
        os.replace(self, target)
        return target if isinstance(target, PurePath) else self.with_segments(target)

    def symlink_to(self, target, target_is_directory=False):
        """Makes the path a link."""
        os.symlink(target, self)

    def hardlink_to(self, target):
        """Makes the path another name of a file."""
        os.link(target, self)

    def copy(self, target, *, follow_symlinks=True, preserve_metadata=False):
        """Copies the file or folder."""
        if not isinstance(target, PurePath):
            target = self.with_segments(target)
        if not follow_symlinks and self.is_symlink():
            target.symlink_to(self.readlink())
        elif self.is_dir():
            if target.is_relative_to(self):
                raise OSError(EINVAL, "Source path is a parent of destination path", str(self), None, str(target))
            target.mkdir()
            for child in self.iterdir():
                child.copy(target / child.name, follow_symlinks=follow_symlinks)
        elif not self.exists():
            raise FileNotFoundError(ENOENT, "No such file or directory", str(self))
        else:
            target.write_bytes(self.read_bytes())
        return target

    def copy_into(self, target_dir, **options):
        """Copies the file or folder into a folder."""
        return self.copy(self.with_segments(target_dir, self.name), **options)

    def move(self, target):
        """Moves the file or folder."""
        return self.replace(target)

    def move_into(self, target_dir):
        """Moves the file or folder into a folder."""
        return self.move(self.with_segments(target_dir, self.name))

    def expanduser(self):
        """The path with ~ replaced."""
        text = str(self)
        if not text.startswith("~"):
            return self
        expanded = os.path.expanduser(text)
        if expanded.startswith("~"):
            raise RuntimeError("Could not determine home directory.")
        return self.with_segments(expanded)


class PosixPath(Path, PurePosixPath):
    """A path of this system."""

    __slots__ = ()
