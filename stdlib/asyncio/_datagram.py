"""Transports of datagrams."""
from collections import deque

import _asyncio
import _socket

from ._network import _own, _resolve, sock_connect

_LARGEST = 256 * 1024
_HEADER = 8


class DatagramTransport:
    """Sends each piece as it is, at once or when there is room; what comes goes to a protocol."""

    def __init__(self, loop, sock, protocol, address):
        self._loop = loop
        self._sock = sock
        self._protocol = protocol
        self._address = address
        self._waiting = deque()
        self._size = 0
        self._high, self._low = 65536, 16384
        self._paused = False
        self._closing = False
        self._lost = False
        self._extra = {"socket": sock, "sockname": sock.getsockname()}
        try:
            self._extra["peername"] = sock.getpeername()
        except OSError:
            self._extra["peername"] = None
        loop.call_soon(protocol.connection_made, self)
        loop.call_soon(self._read, None)

    def __repr__(self):
        state = "closed" if self._lost else "closing" if self._closing else ""
        info = ["_SelectorDatagramTransport", state, f"fd={self._sock.fileno()}"]
        return f"<{' '.join(part for part in info if part)}>"

    def get_extra_info(self, name, default=None):
        """What is known of the endpoint."""
        return self._extra.get(name, default)

    def set_protocol(self, protocol):
        """Sets whom datagrams go to."""
        self._protocol = protocol

    def get_protocol(self):
        """Whom datagrams go to."""
        return self._protocol

    def is_closing(self):
        """Whether it is closed or being closed."""
        return self._closing

    def get_write_buffer_size(self):
        """How much waits to be sent."""
        return self._size

    def get_write_buffer_limits(self):
        """When sending is resumed and paused."""
        return (self._low, self._high)

    def set_write_buffer_limits(self, high=None, low=None):
        """Sets when sending is paused and resumed."""
        if high is None:
            high = 65536 if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high, self._low = high, low
        self._check_high()

    def _check_high(self):
        if self._size > self._high and not self._paused:
            self._paused = True
            self._protocol.pause_writing()

    def sendto(self, data, addr=None):
        """Sends a datagram."""
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f"Invalid address: must be None or {self._address}")
            addr = self._address
        if self._lost:
            return
        if not self._waiting:
            try:
                self._send(data, addr)
                return
            except BlockingIOError:
                self._sock._writable(self._loop).add_done_callback(self._send_waiting)
            except OSError as error:
                self._protocol.error_received(error)
                return
        self._waiting.append((bytes(data), addr))
        self._size += len(data) + _HEADER
        self._check_high()

    def _send(self, data, addr):
        if self._extra["peername"]:
            self._sock._send_some(data)
        else:
            self._sock._sendto(data, addr)

    def _send_waiting(self, _):
        while self._waiting and not self._lost:
            data, addr = self._waiting[0]
            try:
                self._send(data, addr)
            except BlockingIOError:
                self._sock._writable(self._loop).add_done_callback(self._send_waiting)
                break
            except OSError as error:
                self._forget_first()
                self._protocol.error_received(error)
                if self._waiting:
                    self._sock._writable(self._loop).add_done_callback(self._send_waiting)
                return
            self._forget_first()
        if self._paused and self._size <= self._low:
            self._paused = False
            self._protocol.resume_writing()
        if self._closing and not self._waiting:
            self._connection_lost(None)

    def _forget_first(self):
        data, _ = self._waiting.popleft()
        self._size -= len(data) + _HEADER

    def _read(self, _):
        if self._closing:
            return
        try:
            data, addr = self._sock._recvfrom(_LARGEST)
        except BlockingIOError:
            self._sock._readable(self._loop).add_done_callback(self._read)
            return
        except OSError as error:
            self._protocol.error_received(error)
        else:
            self._protocol.datagram_received(data, addr)
        self._loop.call_soon(self._read, None)

    def close(self):
        """Closes the endpoint once all is sent."""
        if not self._closing:
            self._closing = True
            if not self._waiting:
                self._loop.call_soon(self._connection_lost, None)

    def abort(self):
        """Closes the endpoint at once."""
        if not self._lost:
            self._closing = True
            self._waiting.clear()
            self._size = 0
            self._loop.call_soon(self._connection_lost, None)

    def _connection_lost(self, error):
        if not self._lost:
            self._lost = True
            try:
                self._protocol.connection_lost(error)
            finally:
                self._sock._close()


async def create_datagram_endpoint(loop, protocol_factory, local_addr, remote_addr, *, family=0, proto=0, flags=0,
                                   reuse_port=None, allow_broadcast=None, sock=None):
    """A transport of datagrams, and its protocol."""
    remote = None
    if sock is None:
        sock, remote = await _open(
            loop, local_addr, remote_addr, family, proto, flags, reuse_port, allow_broadcast)
    else:
        if sock.type == 1:
            raise ValueError(f"A datagram socket was expected, got {sock!r}")
        given = {
            "local_addr": local_addr, "remote_addr": remote_addr, "family": family, "proto": proto, "flags": flags,
            "reuse_port": reuse_port, "allow_broadcast": allow_broadcast,
        }
        if any(given.values()):
            named = ", ".join(f"{name}={value}" for name, value in given.items() if value)
            raise ValueError(
                f"socket modifier keyword arguments can not be used when sock is specified. ({named})")
        sock = _own(sock)
        sock.settimeout(0)
    protocol = protocol_factory()
    transport = DatagramTransport(loop, sock, protocol, remote)
    await _asyncio.sleep(0)
    await _asyncio.sleep(0)
    return transport, protocol


async def _open(loop, local_addr, remote_addr, family, proto, flags, reuse_port, allow_broadcast):
    """A socket between two addresses, and the remote one."""
    errors = []
    for family, proto, local, remote in await _choices(loop, local_addr, remote_addr, family, proto, flags):
        sock = None
        try:
            sock = _socket.open(family, 2, proto)
            sock.settimeout(0)
            if reuse_port:
                sock.setsockopt(1, 15, 1)
            if allow_broadcast:
                sock.setsockopt(1, 6, 1)
            if local_addr:
                sock._bind(local)
            if remote_addr and not allow_broadcast:
                await sock_connect(loop, sock, remote)
            return sock, remote
        except OSError as error:
            if sock is not None:
                sock._close()
            errors.append(error)
        except BaseException:
            if sock is not None:
                sock._close()
            raise
    raise errors[0]


async def _choices(loop, local_addr, remote_addr, family, proto, flags):
    """Families, protocols and addresses that may be tried."""
    if not (local_addr or remote_addr):
        if family == 0:
            raise ValueError("unexpected address family")
        return [(family, proto, None, None)]
    if family == 1:
        for address in (local_addr, remote_addr):
            if address is not None and not isinstance(address, str):
                raise TypeError("string is expected")
        if local_addr and local_addr[0] != "\x00":
            from ._network import _remove_socket
            _remove_socket(local_addr)
        return [(1, proto, local_addr, remote_addr)]
    found = {}
    for place, address in enumerate((local_addr, remote_addr)):
        if address is None:
            continue
        if not (isinstance(address, tuple) and len(address) == 2):
            raise TypeError("2-tuple is expected")
        for entry in await _resolve(loop, *address, family, 2, flags):
            found.setdefault((entry[0], proto or entry[2]), [None, None])[place] = entry[3]
    choices = [
        (family, proto, local, remote) for (family, proto), (local, remote) in found.items()
        if not (local_addr and local is None or remote_addr and remote is None)
    ]
    if not choices:
        raise ValueError("can not get address information")
    return choices
