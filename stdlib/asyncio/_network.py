"""Transports and servers over the loop's own sockets."""
import _asyncio
import _socket
from _asyncio import CancelledError, get_running_loop, iscoroutine

_READ_SIZE = 65536
_LOG_AFTER = 5


class Transport:
    """A connection: what is written is sent at once or buffered; what comes goes to a protocol, or is fetched by a
    stream reader."""

    def __init__(self, loop, sock, server=None, extra=None):
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
        self._extra = extra or _describe(sock)
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
                self._sock.shutdown(1)
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


def _describe(sock):
    extra = {"socket": sock, "sockname": sock.getsockname()}
    try:
        extra["peername"] = sock.getpeername()
    except OSError:
        extra["peername"] = None
    sock._send_at_once()
    return extra


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
            sock._listen(self._backlog)
            self._accept(sock)

    def _accept(self, sock, _=None):
        for _ in range(self._backlog):
            if self._sockets is None:
                return
            try:
                connection = sock._accept_now()
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


async def _resolve(loop, host, port, family, kind, flags=0):
    """What a host and port stand for: family, type, protocol and address of each."""
    hosts = None
    if not host:
        hosts = ("0.0.0.0", "::") if flags & 1 else ("::1", "127.0.0.1")
    elif isinstance(host, str) and _socket.is_numeric(host, 0):
        hosts = (host,)
    if hosts is not None and (port is None or isinstance(port, int)):
        protocol = 6 if kind == 1 else 17
        entries = [
            (10, kind, protocol, (h, port or 0, 0, 0)) if ":" in h else (2, kind, protocol, (h, port or 0))
            for h in hosts if family in (0, 10 if ":" in h else 2)
        ]
        if entries:
            return entries
    if host == "localhost":
        # Looked up in a file: no thread is worth it.
        found = _socket.getaddrinfo(host, port, family, kind, 0, flags)
    else:
        found = await loop.run_in_executor(None, _socket.getaddrinfo, host, port, family, kind, 0, flags)
    return [(family, kind, protocol, address) for family, kind, protocol, _, address in found]


def _own(sock):
    """The loop's own socket behind one of the module socket."""
    return getattr(sock, "_sock", sock)


def _check_stream(sock):
    if sock.type != 1:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")


async def listen(loop, connect, host, port, *, family=0, flags=1, sock=None, backlog=100, ssl=None,
                 reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None,
                 ssl_shutdown_timeout=None, start_serving=True):
    """A server that hands each connection to `connect`."""
    if isinstance(ssl, bool):
        raise TypeError("ssl argument must be an SSLContext or None")
    if ssl is not None:
        raise NotImplementedError("TLS is not supported by Taipan yet")
    if host is not None or port is not None:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        sockets = await _bound(loop, host, port, family, flags, reuse_address is not False, reuse_port, keep_alive)
    else:
        if sock is None:
            raise ValueError("Neither host/port nor sock were specified")
        _check_stream(sock)
        sock.setblocking(False)
        sockets = [_own(sock)]
    return await _serve(loop, sockets, connect, backlog, start_serving)


async def _serve(loop, sockets, connect, backlog, start_serving):
    server = Server(loop, sockets, connect, backlog)
    if start_serving:
        server._start_serving()
        await _asyncio.sleep(0)
    return server


async def _bound(loop, host, port, family, flags, reuse_address, reuse_port, keep_alive):
    """Sockets bound to the addresses of hosts."""
    names = [None] if host == "" or host is None else [host] if isinstance(host, str) else list(host)
    found = []
    for name in names:
        for entry in await _resolve(loop, name, port, family, 1, flags):
            if entry not in found:
                found.append(entry)
    sockets = []
    try:
        for family, kind, protocol, address in found:
            try:
                sock = _socket.open(family, kind, protocol)
            except OSError:
                # The system does not know the family.
                continue
            sockets.append(sock)
            if reuse_address:
                sock.setsockopt(1, 2, 1)
            if reuse_port:
                sock.setsockopt(1, 15, 1)
            if keep_alive:
                sock.setsockopt(1, 9, 1)
            if family == 10:
                sock.setsockopt(41, 26, 1)
            try:
                sock._bind(address)
            except OSError as error:
                if error.errno == 99:
                    sockets.pop()._close()
                    continue
                raise OSError(
                    error.errno, f"error while attempting to bind on address {address!r}: {str(error).lower()}"
                ) from None
        if not sockets:
            raise OSError(f"could not bind on any address out of {[entry[3] for entry in found]!r}")
    except BaseException:
        for sock in sockets:
            sock._close()
        raise
    return sockets


async def create_server(loop, protocol_factory, host=None, port=None, **kwargs):
    """A server of protocols."""
    def connect(sock, server):
        _start(loop, sock, protocol_factory, server)

    return await listen(loop, connect, host, port, **kwargs)


async def connect(loop, host, port, *, ssl=None, family=0, proto=0, flags=0, sock=None, local_addr=None,
                  server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                  happy_eyeballs_delay=None, interleave=None, all_errors=False):
    """A connected socket."""
    if server_hostname is not None and not ssl:
        raise ValueError("server_hostname is only meaningful with ssl")
    if ssl:
        raise NotImplementedError("TLS is not supported by Taipan yet")
    if host is None and port is None:
        if sock is None:
            raise ValueError("host and port was not specified and no sock specified")
        _check_stream(sock)
        sock.setblocking(False)
        return _own(sock)
    if sock is not None:
        raise ValueError("host/port and sock can not be specified at the same time")
    local = None
    if local_addr is not None:
        local = await _resolve(loop, local_addr[0], local_addr[1], family, 1)
    errors = []
    for entry in await _resolve(loop, host, port, family, 1, flags):
        try:
            return await _connected(loop, entry, local)
        except OSError as error:
            errors.append(error)
    if all_errors:
        raise ExceptionGroup("create_connection failed", errors)
    if len(errors) == 1 or all(str(error) == str(errors[0]) for error in errors):
        raise errors[0]
    raise OSError(f"Multiple exceptions: {', '.join(str(error) for error in errors)}")


async def _connected(loop, entry, local):
    """A socket connected to one address."""
    family, kind, protocol, address = entry
    sock = _socket.open(family, kind, protocol)
    try:
        sock.settimeout(0)
        if local is not None:
            _bind_local(sock, family, local)
        await sock_connect(loop, sock, address)
        return sock
    except BaseException:
        sock._close()
        raise


def _bind_local(sock, family, local):
    failure = None
    for found, _, _, address in local:
        if found != family:
            continue
        try:
            sock._bind(address)
            return
        except OSError as error:
            failure = OSError(
                error.errno, f"error while attempting to bind on address {address!r}: {str(error).lower()}")
    if failure is None:
        raise OSError(f"no matching local address with family={family!r} found")
    raise failure


async def sock_connect(loop, sock, address):
    """Connects a socket that does not block."""
    own = _own(sock)
    try:
        if own is sock:
            own._connect(address)
        else:
            sock.connect(address)
        return
    except BlockingIOError:
        pass
    await own._writable(loop)
    error = own.getsockopt(1, 4)
    if error:
        raise OSError(error, f"Connect call failed {address}")


async def create_connection(loop, protocol_factory, host=None, port=None, **kwargs):
    """A connection of a protocol: transport and protocol."""
    sock = await connect(loop, host, port, **kwargs)
    transport, protocol = _start(loop, sock, protocol_factory)
    await _asyncio.sleep(0)
    return transport, protocol


async def connect_accepted_socket(loop, protocol_factory, sock, **kwargs):
    """A connection of a protocol over a socket that was accepted elsewhere."""
    _check_stream(sock)
    sock.setblocking(False)
    transport, protocol = _start(loop, _own(sock), protocol_factory)
    await _asyncio.sleep(0)
    return transport, protocol


def _check_unix(sock):
    if sock.family != 1 or sock.type != 1:
        raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")
    sock.setblocking(False)
    return _own(sock)


async def listen_unix(loop, connect, path=None, *, sock=None, backlog=100, ssl=None, start_serving=True,
                      cleanup_socket=True, **kwargs):
    """A server on a path."""
    if ssl is not None:
        raise NotImplementedError("TLS is not supported by Taipan yet")
    if path is not None:
        if sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        import os
        path = os.fspath(path)
        sock = _socket.open(1, 1, 0)
        try:
            if path and path[0] not in (0, "\x00"):
                _remove_socket(path)
            sock._bind(path)
            if cleanup_socket:
                sock._remove_at_close(path)
        except OSError as error:
            sock._close()
            if error.errno == 98:
                raise OSError(98, f"Address {path!r} is already in use") from None
            raise
    elif sock is None:
        raise ValueError("path was not specified, and no sock specified")
    else:
        sock = _check_unix(sock)
    return await _serve(loop, [sock], connect, backlog, start_serving)


def _remove_socket(path):
    """Removes what a server that has ended left behind."""
    import os
    try:
        if os.stat(path).st_mode & 0o170000 == 0o140000:
            os.remove(path)
    except FileNotFoundError:
        pass


async def connect_unix(loop, path=None, *, sock=None, ssl=None, **kwargs):
    """A socket connected to a path."""
    if ssl:
        raise NotImplementedError("TLS is not supported by Taipan yet")
    if path is None:
        if sock is None:
            raise ValueError("no path and sock were specified")
        return _check_unix(sock)
    if sock is not None:
        raise ValueError("path and sock can not be specified at the same time")
    import os
    sock = _socket.open(1, 1, 0)
    sock.settimeout(0)
    try:
        await sock_connect(loop, sock, os.fspath(path))
    except BaseException:
        sock._close()
        raise
    return sock
