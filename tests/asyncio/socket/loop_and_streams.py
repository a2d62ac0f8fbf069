import asyncio
import os
import socket


async def main():
    loop = asyncio.get_running_loop()
    s = socket.socket(); s.setblocking(False); s.bind(("127.0.0.1", 0)); s.listen()
    async def server():
        c, addr = await loop.sock_accept(s)
        print(type(c).__name__, c.gettimeout(), addr[0])
        while d := await loop.sock_recv(c, 10):
            await loop.sock_sendall(c, d[::-1])
        c.close()
    t = asyncio.create_task(server())
    c = socket.socket(); c.setblocking(False)
    await loop.sock_connect(c, s.getsockname())
    await loop.sock_sendall(c, b"abc"); print(await loop.sock_recv(c, 10))
    buf = bytearray(5); await loop.sock_sendall(c, b"xyz"); print(await loop.sock_recv_into(c, buf), buf)
    c.close(); await t
    t = asyncio.create_task(loop.sock_accept(s)); await asyncio.sleep(0.01); t.cancel()
    try: await t
    except asyncio.CancelledError: print("accept cancelled")
    try: await loop.sock_connect(socket.socket(), ("127.0.0.1", 1))
    except OSError as e: print(type(e).__name__, e, e.errno)
    # start_server(sock=), get_extra_info
    async def cb(r, w):
        sock = w.get_extra_info("socket")
        print(sock.family, sock.type, sock.getpeername() == w.get_extra_info("peername"), sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        print(repr(sock).split(" fd")[0], repr(sock.family), repr(sock.type), sock.proto)
        w.write(await r.read(5)); await w.drain(); w.close(); await w.wait_closed()
    server = await asyncio.start_server(cb, sock=s)
    print(type(server.sockets), [repr(x).split(" fd")[0] for x in server.sockets], server.sockets[0].getsockname() == s.getsockname())
    r, w = await asyncio.open_connection(*s.getsockname())
    w.write(b"12345"); print(await r.read()); w.close(); await w.wait_closed()
    server.close(); await server.wait_closed(); print(s.fileno())
    for kw in [dict(host="x", sock=s), dict(), dict(sock=socket.socket(type=socket.SOCK_DGRAM))]:
        for f in (lambda **k: asyncio.start_server(cb, **k), asyncio.open_connection):
            try: await f(**kw)
            except Exception as e: print(type(e).__name__, str(e).split("<")[0])
    try: await asyncio.start_server(cb, "127.0.0.1", 0, family=socket.AF_INET6)
    except OSError as e: print(type(e), e)
    x, y = socket.socketpair()
    r1, w1 = await asyncio.open_connection(sock=x); r2, w2 = await asyncio.open_unix_connection(sock=y)
    w1.write(b"line\n"); print(await r2.readline()); w1.close(); print(await r2.read()); w2.close()
    # unix server
    us = await asyncio.start_unix_server(lambda r, w: (w.write(b"hi"), w.close()), "usock"); print(os.path.exists("usock"), us.sockets[0].getsockname())
    r, w = await asyncio.open_unix_connection("usock"); print(await r.read(), w.get_extra_info("peername")); w.close(); us.close(); await us.wait_closed(); print(os.path.exists("usock"))
    try: await asyncio.open_unix_connection("usock")
    except OSError as e: print(type(e).__name__, e)
    # reader on a socket fd together with sock_recv
    x, y = socket.socketpair(); x.setblocking(False)
    got = []
    loop.add_reader(x.fileno(), lambda: (got.append(x.recv(10)), loop.remove_reader(x.fileno())))
    y.send(b"one"); await asyncio.sleep(0.01); print(got, loop.remove_reader(x.fileno()))
    tt = asyncio.create_task(loop.sock_recv(x, 10)); await asyncio.sleep(0.01); y.send(b"two"); print(await tt)
    loop.add_writer(x, lambda: (got.append("w"), loop.remove_writer(x))); await asyncio.sleep(0.01); print(got)
    print([len(i) for i in await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)], await loop.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
asyncio.run(main())
