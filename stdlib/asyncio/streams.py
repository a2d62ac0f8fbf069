"""Streams: StreamReader and StreamWriter over a connection."""
from _asyncio import get_event_loop, get_running_loop, iscoroutine, sleep

from .exceptions import IncompleteReadError, LimitOverrunError

_DEFAULT_LIMIT = 65536


class StreamReader:
    """What comes from a peer, to be awaited. It fetches data when somebody wants it."""

    def __init__(self, limit=_DEFAULT_LIMIT, loop=None):
        if limit <= 0:
            raise ValueError("Limit cannot be <= 0")
        self._limit = limit
        self._loop = get_event_loop() if loop is None else loop
        self._buffer = bytearray()
        self._eof = False
        self._waiter = None
        self._exception = None
        self._transport = None
        self._sock = None

    def __repr__(self):
        info = ["StreamReader"]
        if self._buffer:
            info.append(f"{len(self._buffer)} bytes")
        if self._eof:
            info.append("eof")
        if self._limit != _DEFAULT_LIMIT:
            info.append(f"limit={self._limit}")
        if self._waiter:
            info.append(f"waiter={self._waiter!r}")
        if self._exception:
            info.append(f"exception={self._exception!r}")
        if self._transport:
            info.append(f"transport={self._transport!r}")
        return f"<{' '.join(info)}>"

    def exception(self):
        """The exception that ended the stream."""
        return self._exception

    def set_exception(self, exc):
        """Ends the stream with an exception."""
        self._exception = exc
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_exception(exc)

    def set_transport(self, transport):
        """Sets where data comes from."""
        self._transport = transport

    def feed_eof(self):
        """Says that nothing more comes."""
        self._eof = True
        self._wake()

    def feed_data(self, data):
        """Adds data."""
        if data:
            self._buffer.extend(data)
            self._wake()

    def _wake(self):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def at_eof(self):
        """Whether nothing is left."""
        if not self._eof and not self._buffer and self._sock is not None:
            self._fetch()
        return self._eof and not self._buffer

    def _fetch(self):
        """Takes what has come; False if nothing has."""
        transport = self._transport
        if transport._lost:
            self._eof = True
            return True
        try:
            data = self._sock._recv(65536)
        except OSError as error:
            self._exception = error
            transport._fail(error)
            return True
        if data is None:
            return False
        if data:
            self._buffer.extend(data)
        else:
            self._eof = True
        return True

    async def _wait_for_data(self, name):
        if self._waiter is not None:
            raise RuntimeError(f"{name}() called while another coroutine is already waiting for incoming data")
        while True:
            if self._sock is None:
                self._waiter = self._loop.create_future()
            elif self._fetch():
                break
            else:
                self._waiter = self._sock._readable(self._loop)
            try:
                await self._waiter
            finally:
                self._waiter = None
            if self._sock is None:
                break
        if self._exception is not None:
            raise self._exception

    async def readline(self):
        """Reads up to a newline."""
        try:
            return await self.readuntil(b"\n")
        except IncompleteReadError as error:
            return error.partial
        except LimitOverrunError as error:
            if self._buffer.startswith(b"\n", error.consumed):
                del self._buffer[:error.consumed + 1]
            else:
                self._buffer.clear()
            raise ValueError(error.args[0])

    async def readuntil(self, separator=b"\n"):
        """Reads up to a separator."""
        separators = sorted(separator, key=len) if isinstance(separator, tuple) else [separator]
        if not separators:
            raise ValueError("Separator should contain at least one element")
        shortest = len(separators[0])
        longest = len(separators[-1])
        if shortest == 0:
            raise ValueError("Separator should be at least one-byte string")
        if self._exception is not None:
            raise self._exception
        offset = 0
        buffer = self._buffer
        while True:
            size = len(buffer)
            if size - offset >= shortest:
                start = end = None
                for one in separators:
                    at = buffer.find(one, offset)
                    if at != -1 and (end is None or at + len(one) < end):
                        start, end = at, at + len(one)
                if end is not None:
                    break
                offset = max(0, size + 1 - longest)
                if offset > self._limit:
                    raise LimitOverrunError("Separator is not found, and chunk exceed the limit", offset)
            if self._eof:
                chunk = bytes(buffer)
                buffer.clear()
                raise IncompleteReadError(chunk, None)
            await self._wait_for_data("readuntil")
        if start > self._limit:
            raise LimitOverrunError("Separator is found, but chunk is longer than limit", start)
        chunk = bytes(buffer[:end])
        del buffer[:end]
        return chunk

    async def read(self, n=-1):
        """Reads up to n bytes, or until the end."""
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b""
        if n < 0:
            blocks = []
            while True:
                block = await self.read(self._limit)
                if not block:
                    return b"".join(blocks)
                blocks.append(block)
        if not self._buffer and not self._eof:
            await self._wait_for_data("read")
        buffer = self._buffer
        if len(buffer) <= n:
            data = bytes(buffer)
            buffer.clear()
        else:
            data = bytes(buffer[:n])
            del buffer[:n]
        return data

    async def readexactly(self, n):
        """Reads n bytes."""
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b""
        while len(self._buffer) < n:
            if self._eof:
                partial = bytes(self._buffer)
                self._buffer.clear()
                raise IncompleteReadError(partial, n)
            await self._wait_for_data("readexactly")
        data = bytes(self._buffer[:n])
        del self._buffer[:n]
        return data

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if line == b"":
            raise StopAsyncIteration
        return line


class StreamWriter:
    """What goes to a peer."""

    def __init__(self, transport, protocol, reader, loop):
        self._transport = transport
        self._protocol = protocol
        self._reader = reader
        self._loop = loop

    def __repr__(self):
        info = ["StreamWriter", f"transport={self._transport!r}"]
        if self._reader is not None:
            info.append(f"reader={self._reader!r}")
        return f"<{' '.join(info)}>"

    @property
    def transport(self):
        """The transport below."""
        return self._transport

    def write(self, data):
        """Sends data, or keeps what cannot be sent yet."""
        self._transport.write(data)

    def writelines(self, data):
        """Sends several pieces."""
        self._transport.writelines(data)

    def write_eof(self):
        """Ends the stream once all is sent."""
        return self._transport.write_eof()

    def can_write_eof(self):
        """Whether the stream can be ended in one direction."""
        return self._transport.can_write_eof()

    def close(self):
        """Closes the connection once all is sent."""
        return self._transport.close()

    def is_closing(self):
        """Whether it is closed or being closed."""
        return self._transport.is_closing()

    async def wait_closed(self):
        """Waits until the connection is closed."""
        await self._transport._wait_closed()

    def get_extra_info(self, name, default=None):
        """What is known of the connection."""
        return self._transport.get_extra_info(name, default)

    async def drain(self):
        """Waits until it makes sense to write more."""
        if self._reader is not None:
            error = self._reader._exception
            if error is not None:
                raise error
        if self._transport._closing:
            await sleep(0)
        await self._transport._drain()

    async def start_tls(self, sslcontext, **kwargs):
        """Not supported."""
        raise NotImplementedError("TLS is not supported by Taipan yet")


class _Protocol:
    """Stands for the protocol of a stream's transport."""

    def pause_writing(self):
        pass

    def resume_writing(self):
        pass

    def connection_lost(self, error):
        pass


def _open(loop, sock, limit, server=None):
    from ._network import Transport
    transport = Transport(loop, sock, server)
    reader = StreamReader(limit=limit, loop=loop)
    reader._transport = transport
    reader._sock = sock
    transport._reader = reader
    transport._protocol = protocol = _Protocol()
    return reader, StreamWriter(transport, protocol, reader, loop)


async def open_connection(host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Connects; a reader and a writer."""
    from ._network import connect
    loop = get_running_loop()
    return _open(loop, await connect(loop, host, port, **kwds), limit)


def _callback(loop, client_connected_cb, limit):
    def connect(sock, server):
        reader, writer = _open(loop, sock, limit, server)
        try:
            result = client_connected_cb(reader, writer)
        except Exception as error:
            loop.call_exception_handler({
                "message": "Unhandled exception in client_connected_cb",
                "exception": error,
                "transport": writer.transport,
            })
            writer.close()
            return
        if not iscoroutine(result):
            return

        def done(task):
            if task.cancelled():
                writer.close()
                return
            error = task.exception()
            if error is not None:
                loop.call_exception_handler({
                    "message": "Unhandled exception in client_connected_cb",
                    "exception": error,
                    "transport": writer.transport,
                })
                writer.close()

        loop.create_task(result).add_done_callback(done)

    return connect


async def start_server(client_connected_cb, host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Listens; the callback is called with a reader and a writer for each connection."""
    from ._network import listen
    loop = get_running_loop()
    return await listen(loop, _callback(loop, client_connected_cb, limit), host, port, **kwds)


async def open_unix_connection(path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Connects to a path; a reader and a writer."""
    from ._network import connect_unix
    loop = get_running_loop()
    return _open(loop, await connect_unix(loop, path, **kwds), limit)


async def start_unix_server(client_connected_cb, path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Listens on a path."""
    from ._network import listen_unix
    loop = get_running_loop()
    return await listen_unix(loop, _callback(loop, client_connected_cb, limit), path, **kwds)
