"""Sockets as programs use them: blocking ones wait without keeping other threads from running."""
import _socket
from _socket import close, gethostname, inet_ntop, inet_pton
from enum import IntEnum, IntFlag

AddressFamily = IntEnum("AddressFamily", {"AF_UNSPEC": 0, "AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10})
SocketKind = IntEnum("SocketKind", {
    "SOCK_STREAM": 1, "SOCK_DGRAM": 2, "SOCK_RAW": 3, "SOCK_RDM": 4, "SOCK_SEQPACKET": 5, "SOCK_NONBLOCK": 2048,
    "SOCK_CLOEXEC": 524288,
})
MsgFlag = IntFlag("MsgFlag", {
    "MSG_OOB": 1, "MSG_PEEK": 2, "MSG_DONTROUTE": 4, "MSG_CTRUNC": 8, "MSG_TRUNC": 32, "MSG_DONTWAIT": 64,
    "MSG_EOR": 128, "MSG_WAITALL": 256, "MSG_NOSIGNAL": 16384, "MSG_MORE": 32768,
})
AddressInfo = IntFlag("AddressInfo", {
    "AI_PASSIVE": 1, "AI_CANONNAME": 2, "AI_NUMERICHOST": 4, "AI_V4MAPPED": 8, "AI_ALL": 16, "AI_ADDRCONFIG": 32,
    "AI_NUMERICSERV": 1024,
})
for _kind in (AddressFamily, SocketKind, MsgFlag, AddressInfo):
    globals().update(_kind.__members__)

SOL_SOCKET, SOL_IP, SOL_TCP, SOL_UDP = 1, 0, 6, 17
SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE, SO_OOBINLINE = 2, 3, 4, 6, 7, 8, 9, 10
SO_LINGER, SO_REUSEPORT, SO_ACCEPTCONN, SO_PROTOCOL, SO_DOMAIN = 13, 15, 30, 38, 39
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, IPPROTO_RAW = 0, 1, 6, 17, 41, 255
IPPROTO_ICMPV6 = 58
TCP_NODELAY, TCP_CORK, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_QUICKACK, TCP_USER_TIMEOUT = 1, 3, 4, 5, 6, 12, 18
IP_TOS, IP_TTL, IP_MULTICAST_IF, IP_MULTICAST_TTL, IP_MULTICAST_LOOP = 1, 2, 32, 33, 34
IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP = 35, 36
IPV6_UNICAST_HOPS, IPV6_MULTICAST_HOPS, IPV6_MULTICAST_LOOP, IPV6_V6ONLY = 16, 18, 19, 26
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
SOMAXCONN = 4096
NI_NUMERICHOST, NI_NUMERICSERV, NI_NOFQDN, NI_NAMEREQD, NI_DGRAM = 1, 2, 4, 8, 16
EAI_BADFLAGS, EAI_NONAME, EAI_AGAIN, EAI_FAIL, EAI_NODATA, EAI_FAMILY, EAI_SOCKTYPE = -1, -2, -3, -4, -5, -6, -7
EAI_SERVICE, EAI_ADDRFAMILY, EAI_MEMORY, EAI_SYSTEM = -8, -9, -10, -11
INADDR_ANY, INADDR_BROADCAST, INADDR_LOOPBACK, INADDR_NONE = 0, 0xffffffff, 0x7f000001, 0xffffffff
has_ipv6 = True

error = OSError
timeout = TimeoutError


class herror(OSError):
    """A host is not known."""


class gaierror(OSError):
    """A name could not be looked up."""


_default_timeout = None


def getdefaulttimeout():
    """How long operations of new sockets wait."""
    return _default_timeout


def setdefaulttimeout(timeout, /):
    """Sets how long operations of new sockets wait."""
    global _default_timeout
    if timeout is not None:
        timeout = float(timeout)
        if timeout < 0:
            raise ValueError("Timeout value out of range")
    _default_timeout = timeout


def _resolved(family, address):
    """An address with the host's name looked up."""
    if (family == 2 or family == 10) and isinstance(address, tuple) and len(address) >= 2:
        host = address[0]
        if isinstance(host, str) and not _socket.is_numeric(host, family):
            found = _socket.getaddrinfo(host, None, family, 0, 0, 0)
            return (found[0][4][0], *address[1:])
    return address


class socket:
    """An end of a connection, or what connections are made from."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            family = 2 if family == -1 else family
            type = 1 if type == -1 else type
            proto = 0 if proto == -1 else proto
            self._sock = _socket.open(family, type, proto)
        else:
            self._sock = _socket.adopt(fileno)
        if type & 2048:
            self._sock.settimeout(0.0)
        else:
            self._sock.settimeout(_default_timeout)

    @classmethod
    def _of(cls, sock, timeout=None):
        self = cls.__new__(cls)
        self._sock = sock
        sock.settimeout(timeout)
        return self

    def __repr__(self):
        kind = type(self)
        closed = " [closed]" if self._sock.fileno() == -1 else ""
        return f"<{kind.__module__}.{kind.__qualname__}{closed} {self._sock._describe()}>"

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def __getstate__(self):
        raise TypeError(f"cannot pickle {self.__class__.__name__!r} object")

    @property
    def family(self):
        """The family of its addresses."""
        return self._sock.family

    @property
    def type(self):
        """The kind of the socket."""
        return self._sock.type

    @property
    def proto(self):
        """The number of the protocol."""
        return self._sock.proto

    @property
    def timeout(self):
        """How long operations wait."""
        return self._sock.gettimeout()

    def gettimeout(self):
        """How long operations wait, in seconds; None for ever."""
        return self._sock.gettimeout()

    def settimeout(self, value, /):
        """Sets how long operations wait, in seconds; None for ever."""
        self._sock.settimeout(value)

    def getblocking(self):
        """Whether operations wait at all."""
        return self._sock.gettimeout() != 0

    def setblocking(self, flag, /):
        """Sets whether operations wait at all."""
        self._sock.setblocking(flag)

    def fileno(self):
        """The descriptor's number; -1 once closed."""
        return self._sock.fileno()

    def get_inheritable(self):
        """No program inherits it."""
        return False

    def set_inheritable(self, inheritable):
        """No program inherits it."""
        if inheritable:
            raise NotImplementedError("inheritable sockets are not supported by Taipan")

    def dup(self):
        """Another socket for the same connection."""
        return type(self)._of(self._sock._dup(), self.gettimeout())

    def detach(self):
        """Closes the object but not the descriptor; gives that."""
        return self._sock._detach()

    def close(self):
        """Closes the socket."""
        self._sock._close()

    def bind(self, address, /):
        """Sets the socket's own address."""
        self._sock._bind(self._address(address))

    def _address(self, address):
        if isinstance(address, tuple) and address and isinstance(address[0], str):
            return _resolved(int(self._sock.family), address)
        return address

    def listen(self, backlog=128, /):
        """Has connections wait to be accepted."""
        self._sock._listen(backlog)

    def accept(self):
        """Waits for a connection: its socket, and the peer's address."""
        sock, address = self._sock._accept()
        return socket._of(sock, _default_timeout), address

    def connect(self, address, /):
        """Connects to an address."""
        self._sock._connect(self._address(address))

    def connect_ex(self, address, /):
        """Connects to an address; gives the number of the error instead of raising it."""
        try:
            self._sock._connect(self._address(address))
        except OSError as failure:
            if failure.errno is None:
                return 11
            return failure.errno
        return 0

    def recv(self, bufsize, flags=0, /):
        """Waits for data; none at the end."""
        return self._sock._receive(bufsize, flags)

    def recv_into(self, buffer, nbytes=0, flags=0):
        """Receives into a buffer; how much."""
        return self._sock._recv_into(buffer, nbytes, flags)

    def recvfrom(self, bufsize, flags=0, /):
        """Waits for data: that, and the sender's address."""
        return self._sock._recvfrom(bufsize, flags)

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        """Receives into a buffer: how much, and the sender's address."""
        return self._sock._recvfrom_into(buffer, nbytes, flags)

    def send(self, data, flags=0, /):
        """Sends what can be sent; how much."""
        return self._sock._send_some(data, flags)

    def sendall(self, data, flags=0, /):
        """Sends everything."""
        self._sock._sendall(data, flags)

    def sendto(self, data, /, *args):
        """Sends to an address: sendto(data, [flags,] address)."""
        if args:
            args = (*args[:-1], self._address(args[-1]))
        return self._sock._sendto(data, *args)

    def shutdown(self, how, /):
        """Ends the connection in one direction or both."""
        self._sock.shutdown(how)

    def getsockname(self):
        """The socket's own address."""
        return self._sock.getsockname()

    def getpeername(self):
        """The peer's address."""
        return self._sock.getpeername()

    def getsockopt(self, level, optname, buflen=0, /):
        """An option: a number, or up to buflen bytes."""
        return self._sock.getsockopt(level, optname, buflen)

    def setsockopt(self, level, optname, value, /):
        """Sets an option."""
        self._sock.setsockopt(level, optname, value)

    def makefile(self, *args, **kwargs):
        raise NotImplementedError("socket.makefile() is not supported by Taipan yet")


SocketType = socket


def socketpair(family=None, type=1, proto=0):
    """Two sockets connected with each other."""
    first, second = _socket.pair(1 if family is None else family, type, proto)
    return socket._of(first, _default_timeout), socket._of(second, _default_timeout)


def fromfd(fd, family, type, proto=0):
    """Another socket for a connection, by its descriptor."""
    raise NotImplementedError("socket.fromfd() is not supported by Taipan")


_unset = object()


def create_connection(address, timeout=_unset, source_address=None, *, all_errors=False):
    """A socket connected to a host and port."""
    host, port = address
    failures = []
    for family, kind, proto, _, found in getaddrinfo(host, port, 0, 1):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if timeout is not _unset:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(found)
            failures.clear()
            return sock
        except OSError as failure:
            if not all_errors:
                failures.clear()
            failures.append(failure)
            if sock is not None:
                sock.close()
    if not failures:
        raise OSError("getaddrinfo returns an empty list")
    try:
        if not all_errors:
            raise failures[0]
        raise ExceptionGroup("create_connection failed", failures)
    finally:
        failures.clear()


def has_dualstack_ipv6():
    """Whether a socket can serve IPv4 and IPv6."""
    try:
        with socket(10, 1) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except OSError:
        return False


def create_server(address, *, family=2, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A socket that listens at a host and port."""
    if dualstack_ipv6 and family != 10:
        raise ValueError("dualstack_ipv6 requires AF_INET6 family")
    sock = socket(family, 1)
    try:
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == 10:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            sock.bind(address)
        except OSError as failure:
            message = f"{failure.strerror} (while attempting to bind on address {address!r})"
            raise OSError(failure.errno, message) from None
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except OSError:
        sock.close()
        raise


def _named(number, kind):
    try:
        return kind(number)
    except ValueError:
        return number


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """What a host's name and a port stand for: family, type, protocol, name and address of each."""
    return [
        (_named(found, AddressFamily), _named(kind, SocketKind), proto, name, address)
        for found, kind, proto, name, address in _socket.getaddrinfo(host, port, family, type, proto, flags)
    ]


def getnameinfo(sockaddr, flags, /):
    """The names of an address's host and port."""
    return _socket.getnameinfo(sockaddr, flags)


def gethostbyname(hostname, /):
    """A host's first IPv4 address."""
    return _socket.getaddrinfo(hostname, None, 2, 0, 0, 0)[0][4][0]


def gethostbyaddr(ip_address, /):
    """A host's name, other names, and addresses."""
    address = _socket.getaddrinfo(ip_address, None, 0, 1, 0, 0)[0][4]
    try:
        name, _ = _socket.getnameinfo(address, NI_NAMEREQD)
    except gaierror:
        raise herror(1, "Unknown host") from None
    return name, [], [address[0]]


def getfqdn(name=""):
    """A host's full name."""
    name = name.strip()
    if not name or name in ("0.0.0.0", "::"):
        name = gethostname()
    try:
        return gethostbyaddr(name)[0]
    except OSError:
        return name


def _services():
    try:
        with open("/etc/services") as file:
            for line in file:
                fields = line.split("#")[0].split()
                if len(fields) >= 2:
                    port, protocol = fields[1].split("/")
                    yield int(port), protocol, [fields[0], *fields[2:]]
    except FileNotFoundError:
        pass


def getservbyname(servicename, protocolname=None, /):
    """The port of a service."""
    for port, protocol, names in _services():
        if servicename in names and protocolname in (None, protocol):
            return port
    raise OSError("service/proto not found")


def getservbyport(port, protocolname=None, /):
    """The service of a port."""
    if not 0 <= port <= 65535:
        raise OverflowError("getservbyport: port must be 0-65535.")
    for number, protocol, names in _services():
        if number == port and protocolname in (None, protocol):
            return names[0]
    raise OSError("port/proto not found")


def getprotobyname(protocolname, /):
    """The number of a protocol."""
    numbers = {"ip": 0, "icmp": 1, "tcp": 6, "udp": 17, "ipv6": 41, "ipv6-icmp": 58}
    if protocolname not in numbers:
        raise OSError("protocol not found")
    return numbers[protocolname]


def inet_aton(ip_addr, /):
    """The four bytes of an IPv4 address, written with one to four numbers."""
    parts = ip_addr.split(".")
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        numbers = []
    if not 1 <= len(numbers) <= 4 or any(not 0 <= n < 256 for n in numbers[:-1]):
        raise OSError("illegal IP address string passed to inet_aton")
    rest = 5 - len(numbers)
    if not 0 <= numbers[-1] < 256 ** rest:
        raise OSError("illegal IP address string passed to inet_aton")
    return bytes(numbers[:-1]) + numbers[-1].to_bytes(rest, "big")


def _number(text):
    if not text.isalnum():
        raise ValueError
    if text[:2] in ("0x", "0X"):
        return int(text[2:], 16)
    return int(text, 8 if text[0] == "0" else 10)


def inet_ntoa(packed_ip, /):
    """An IPv4 address from its four bytes."""
    if len(packed_ip) != 4:
        raise OSError("packed IP wrong length for inet_ntoa")
    return inet_ntop(2, packed_ip)


def _swapped(number, size):
    if number < 0:
        raise OverflowError("can't convert negative number to unsigned")
    if number >= 256 ** size:
        raise OverflowError(f"Python int too large for C uint{size * 8}_t")
    from sys import byteorder
    return int.from_bytes(number.to_bytes(size, byteorder), "big")


def htons(x, /):
    """A 16-bit number in network order."""
    return _swapped(x, 2)


def htonl(x, /):
    """A 32-bit number in network order."""
    return _swapped(x, 4)


ntohs, ntohl = htons, htonl
