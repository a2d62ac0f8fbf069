"""Streams."""

from _io import BufferedRandom, BufferedReader, BufferedWriter, BytesIO, FileIO, StringIO, TextIOWrapper, open

__all__ = [
    "BlockingIOError", "open", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase", "BufferedReader",
    "BufferedWriter", "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END",
]

DEFAULT_BUFFER_SIZE = 128 * 1024
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
BlockingIOError = BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    pass


class _BaseMeta(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, cls._native) or super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass):
        return subclass in cls._native or super().__subclasscheck__(subclass)


class IOBase(metaclass=_BaseMeta):
    """The base class of all streams."""

    _native = (StringIO, BytesIO, TextIOWrapper, BufferedReader, BufferedWriter, BufferedRandom, FileIO)
    closed = False

    def close(self):
        if not self.closed:
            self.flush()
            self.closed = True

    def flush(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def isatty(self):
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def seek(self, offset, whence=0):
        raise UnsupportedOperation("seek")

    def tell(self):
        return self.seek(0, 1)

    def __enter__(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=None):
        return list(self)

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    _native = (FileIO,)


class BufferedIOBase(IOBase):
    _native = (BytesIO, BufferedReader, BufferedWriter, BufferedRandom)


class TextIOBase(IOBase):
    _native = (StringIO, TextIOWrapper)
    encoding = errors = newlines = None


def text_encoding(encoding, stacklevel=2):
    return "utf-8" if encoding is None else encoding
