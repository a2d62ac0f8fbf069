"""Transports and servers over the loop's own sockets."""
import _asyncio
from _asyncio import CancelledError, get_running_loop, iscoroutine

_READ_SIZE = 65536
_LOG_AFTER = 5


class Transport:
    """A connection: what is written is sent at once or buffered; what comes goes to a protocol, or is fetched by a
    stream reader."""

    def __init__(self, loop, sock, server=None):
        self._loop = loop
        self._sock = sock
        self._server = server
        self._protocol = None
        self._reader = None
        self._closing = False
        self._lost = False
        self._eof_wanted = False
        self._eof_sent = False
        self._error = None
        self._paused = False
        self._drainers = []
        self._high = 65536
        self._low = 16384
        self._flushing = False
        self._reading = False
        self._closed_waiter = None
        self._extra = {"socket": sock, "sockname": sock.getsockname()}
        try:
            self._extra["peername"] = sock.getpeername()
        except OSError:
            self._extra["peername"] = None
        if server is not None:
            server._attach(self)

    def __repr__(self):
        state = "closed" if self._lost else "closing" if self._closing else ""
        info = ["_SelectorSocketTransport", state, f"fd={self._sock.fileno()}"]
        return f"<{' '.join(part for part in info if part)}>"

    def get_extra_info(self, name, default=None):
        """What is known of the connection."""
        return self._extra.get(name, default)

    def set_protocol(self, protocol):
        """Sets whom data goes to."""
        self._protocol = protocol

    def get_protocol(self):
        """Whom data goes to."""
        return self._protocol

    def is_closing(self):
        """Whether it is closed or being closed."""
        return self._closing

    def set_write_buffer_limits(self, high=None, low=None):
        """Sets when writing is paused and resumed."""
        if high is None:
            high = 65536 if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high = high
        self._low = low
        self._check_high()

    def get_write_buffer_limits(self):
        """When writing is resumed and paused."""
        return (self._low, self._high)

    def get_write_buffer_size(self):
        """How much waits to be sent."""
        return self._sock._pending()

    def can_write_eof(self):
        """A stream can be ended in one direction."""
        return True

    def write(self, data):
        """Sends data, or keeps what cannot be sent yet."""
        if self._eof_wanted:
            raise RuntimeError("Cannot call write() after write_eof()")
        if self._lost or self._error is not None:
            return
        if not data:
            return
        if not isinstance(data, (bytes, bytearray)):
            if not isinstance(data, memoryview):
                raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
            data = bytes(data)
        try:
            pending = self._sock._send(data)
        except OSError as error:
            self._fail(error)
            return
        if pending:
            self._start_flushing()
            if pending > self._high:
                self._check_high()

    def writelines(self, list_of_data):
        """Sends several pieces."""
        self.write(b"".join(list_of_data))

    def write_eof(self):
        """Ends the stream once all is sent."""
        if self._closing or self._eof_wanted:
            return
        self._eof_wanted = True
        if not self._sock._pending():
            self._send_eof()

    def _send_eof(self):
        if not self._eof_sent:
            self._eof_sent = True
            try:
                self._sock._shut_down()
            except OSError:
                pass

    def _check_high(self):
        if not self._paused and self._sock._pending() > self._high:
            self._paused = True
            if self._protocol is not None:
                self._protocol.pause_writing()

    def _start_flushing(self):
        if not self._flushing:
            self._flushing = True
            self._sock._writable(self._loop).add_done_callback(self._flush)

    def _flush(self, _):
        self._flushing = False
        if self._lost or self._error is not None:
            return
        try:
            pending = self._sock._flush()
        except OSError as error:
            self._fail(error)
            return
        if self._paused and pending <= self._low:
            self._resume_writing()
        if pending:
            self._start_flushing()
        elif self._closing:
            self._loop.call_soon(self._connection_lost, None)
        elif self._eof_wanted:
            self._send_eof()

    def _resume_writing(self):
        self._paused = False
        if self._protocol is not None:
            self._protocol.resume_writing()
        drainers, self._drainers = self._drainers, []
        for waiter in drainers:
            if not waiter.done():
                waiter.set_result(None)

    async def _drain(self):
        if self._lost:
            raise ConnectionResetError("Connection lost")
        if not self._paused:
            return
        waiter = self._loop.create_future()
        self._drainers.append(waiter)
        await waiter

    def _fail(self, error):
        self._error = error
        self._closing = True
        self._loop.call_soon(self._connection_lost, error)

    def close(self):
        """Closes the connection once all is sent."""
        if self._closing:
            return
        self._closing = True
        if not self._sock._pending():
            self._loop.call_soon(self._connection_lost, None)

    def abort(self):
        """Closes the connection at once."""
        if self._lost:
            return
        self._closing = True
        self._loop.call_soon(self._connection_lost, None)

    def _connection_lost(self, error):
        if self._lost:
            return
        self._lost = True
        self._closing = True
        self._sock._close()
        reader = self._reader
        if reader is not None:
            if error is None:
                reader.feed_eof()
            else:
                reader.set_exception(error)
        drainers, self._drainers = self._drainers, []
        for waiter in drainers:
            if not waiter.done():
                if error is None:
                    waiter.set_result(None)
                else:
                    waiter.set_exception(error)
        if self._closed_waiter is not None and not self._closed_waiter.done():
            if error is None:
                self._closed_waiter.set_result(None)
            else:
                self._closed_waiter.set_exception(error)
        server, self._server = self._server, None
        try:
            if self._protocol is not None:
                self._protocol.connection_lost(error)
        finally:
            if server is not None:
                server._detach(self)

    async def _wait_closed(self):
        if self._lost:
            if self._error is not None:
                raise self._error
            return
        if self._closed_waiter is None:
            self._closed_waiter = self._loop.create_future()
        from .tasks import shield
        await shield(self._closed_waiter)

    def is_reading(self):
        """Whether data is received."""
        return self._reading and not self._closing

    def pause_reading(self):
        """Receives no data for now."""
        self._reading = False

    def resume_reading(self):
        """Receives data again."""
        if not self._reading and not self._closing:
            self._reading = True
            self._loop.call_soon(self._read, None)

    def _read(self, _):
        protocol = self._protocol
        for _ in range(16):
            if not self._reading or self._lost or self._closing:
                return
            try:
                data = self._sock._recv(_READ_SIZE)
            except OSError as error:
                self._fail(error)
                return
            if data is None:
                self._sock._readable(self._loop).add_done_callback(self._read)
                return
            if not data:
                self._reading = False
                if not protocol.eof_received():
                    self.close()
                return
            if hasattr(protocol, "data_received"):
                protocol.data_received(data)
            else:
                while data:
                    buffer = protocol.get_buffer(len(data))
                    count = min(len(buffer), len(data))
                    buffer[:count] = data[:count]
                    protocol.buffer_updated(count)
                    data = data[count:]
        self._loop.call_soon(self._read, None)


def _start(loop, sock, factory, server=None):
    protocol = factory()
    transport = Transport(loop, sock, server)
    transport._protocol = protocol
    loop.call_soon(protocol.connection_made, transport)
    loop.call_soon(transport.resume_reading)
    return transport, protocol


class Server:
    """Listens on sockets, and makes a connection of each caller."""

    def __init__(self, loop, sockets, connect, backlog):
        self._loop = loop
        self._sockets = sockets
        self._connect = connect
        self._backlog = backlog
        self._serving = False
        self._clients = {}
        self._waiters = []
        self._forever = None

    def __repr__(self):
        return f"<Server sockets={self.sockets!r}>"

    def _attach(self, transport):
        self._clients[id(transport)] = transport

    def _detach(self, transport):
        self._clients.pop(id(transport), None)
        if not self._clients and self._sockets is None:
            self._wake()

    def _wake(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    def get_loop(self):
        """The server's loop."""
        return self._loop

    def is_serving(self):
        """Whether connections are accepted."""
        return self._serving

    @property
    def sockets(self):
        """The sockets listened on."""
        return () if self._sockets is None else tuple(self._sockets)

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets:
            self._accept(sock)

    def _accept(self, sock, _=None):
        for _ in range(self._backlog):
            if self._sockets is None:
                return
            try:
                connection = sock._accept()
            except OSError as error:
                if error.errno in (24, 23, 105, 12):
                    self._loop.call_exception_handler({
                        "message": "socket.accept() out of system resource", "exception": error, "socket": sock})
                    self._loop.call_later(1, self._accept, sock)
                    return
                continue
            if connection is None:
                sock._readable(self._loop).add_done_callback(lambda _: self._accept(sock))
                return
            self._connect(connection, self)
        self._loop.call_soon(self._accept, sock)

    async def start_serving(self):
        """Begins to accept connections."""
        self._start_serving()
        await _asyncio.sleep(0)

    async def serve_forever(self):
        """Accepts connections until cancelled."""
        if self._forever is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._sockets is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._start_serving()
        self._forever = self._loop.create_future()
        try:
            await self._forever
        except CancelledError:
            try:
                self.close()
                await self.wait_closed()
            finally:
                raise
        finally:
            self._forever = None

    def close(self):
        """Listens no more; connections stay."""
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        for sock in sockets:
            sock._close()
        self._serving = False
        if self._forever is not None and not self._forever.done():
            self._forever.cancel()
            self._forever = None
        if not self._clients:
            self._wake()

    def close_clients(self):
        """Closes all connections."""
        for transport in list(self._clients.values()):
            transport.close()

    def abort_clients(self):
        """Closes all connections at once."""
        for transport in list(self._clients.values()):
            transport.abort()

    async def wait_closed(self):
        """Waits until the server is closed and its connections have ended."""
        if self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, traceback):
        self.close()
        await self.wait_closed()


async def _resolve(loop, host, port, family, passive):
    """The numeric addresses of a name."""
    if not host:
        hosts = ["0.0.0.0", "::"] if passive else ["::1", "127.0.0.1"]
        return [(h, port) for h in hosts if _of_family(h, family)]
    if host != "localhost" and not _asyncio._is_address(host):
        found = await loop.run_in_executor(None, _asyncio._resolve, host, port)
    else:
        found = _asyncio._resolve(host, port)
    found = [address for address in found if _of_family(address[0], family)]
    if not found:
        raise OSError(f"getaddrinfo({host!r}) returned empty list")
    return found


def _of_family(host, family):
    if family == 2:
        return ":" not in host
    if family == 10:
        return ":" in host
    return True


async def listen(loop, connect, host, port, *, family=0, flags=0, sock=None, backlog=100, ssl=None,
                 reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None,
                 ssl_shutdown_timeout=None, start_serving=True):
    """A server that hands each connection to `connect`."""
    if ssl is not None:
        raise NotImplementedError("TLS is not supported by Taipan yet")
    if sock is not None:
        raise NotImplementedError("create_server(sock=...) is not supported by Taipan yet")
    if host is None and port is None:
        raise ValueError("Neither host/port nor sock were specified")
    names = [host] if isinstance(host, str) or host is None else list(host)
    sockets = []
    done = set()
    try:
        for name in names:
            for address in await _resolve(loop, name, port or 0, family, True):
                if address in done:
                    continue
                done.add(address)
                try:
                    new = _asyncio._listen(
                        address[0], address[1], backlog, reuse_address is not False, bool(reuse_port))
                except OSError as error:
                    if error.errno in (97, 99) and (len(names) > 1 or name in (None, "", "localhost")):
                        continue
                    raise OSError(
                        error.errno,
                        f"error while attempting to bind on address {_shown(address)}: {str(error.strerror).lower()}"
                    ) from None
                sockets.append(new)
        if not sockets:
            raise OSError(f"could not bind on any address out of {sorted(done)!r}")
    except BaseException:
        for new in sockets:
            new._close()
        raise
    server = Server(loop, sockets, connect, backlog)
    if start_serving:
        server._start_serving()
        await _asyncio.sleep(0)
    return server


def _shown(address):
    return repr(address if ":" not in address[0] else (*address, 0, 0))


async def create_server(loop, protocol_factory, host=None, port=None, **kwargs):
    """A server of protocols."""
    def connect(sock, server):
        _start(loop, sock, protocol_factory, server)

    return await listen(loop, connect, host, port, **kwargs)


async def connect(loop, host, port, *, ssl=None, family=0, proto=0, flags=0, sock=None, local_addr=None,
                  server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                  happy_eyeballs_delay=None, interleave=None, all_errors=False):
    """A connected socket."""
    if ssl:
        raise NotImplementedError("TLS is not supported by Taipan yet")
    if sock is not None:
        raise NotImplementedError("create_connection(sock=...) is not supported by Taipan yet")
    if host is None and port is None:
        raise ValueError("host and port was not specified and no sock specified")
    errors = []
    for address in await _resolve(loop, host, port, family, False):
        new = None
        try:
            new = _asyncio._connect(address[0], address[1], local_addr)
            await new._writable(loop)
            new._take_error()
            return new
        except OSError as error:
            if new is not None:
                new._close()
            errors.append(OSError(error.errno, f"Connect call failed {_shown(address)}"))
        except BaseException:
            if new is not None:
                new._close()
            raise
    if all_errors:
        raise ExceptionGroup("create_connection failed", errors)
    if len(errors) == 1:
        raise errors[0]
    if all(str(error) == str(errors[0]) for error in errors):
        raise errors[0]
    raise OSError(f"Multiple exceptions: {', '.join(str(error) for error in errors)}")


async def create_connection(loop, protocol_factory, host=None, port=None, **kwargs):
    """A connection of a protocol: transport and protocol."""
    sock = await connect(loop, host, port, **kwargs)
    transport, protocol = _start(loop, sock, protocol_factory)
    await _asyncio.sleep(0)
    return transport, protocol


async def listen_unix(loop, connect, path, *, sock=None, backlog=100, ssl=None, start_serving=True, **kwargs):
    """A server on a path."""
    import os
    server = Server(loop, [_asyncio._listen_at(os.fspath(path), backlog)], connect, backlog)
    if start_serving:
        server._start_serving()
        await _asyncio.sleep(0)
    return server


async def connect_unix(loop, path, **kwargs):
    """A socket connected to a path."""
    import os
    return _asyncio._connect_to(os.fspath(path))
