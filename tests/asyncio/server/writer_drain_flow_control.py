import asyncio
import socket


async def main():
    a, b = socket.socketpair()
    a.setblocking(False)
    r, w = await asyncio.open_connection(sock=a)
    w.write(b"x" * 3000000)
    lim = w.transport.get_write_buffer_limits()
    n = w.transport.get_write_buffer_size()
    k = asyncio.ensure_future(w.drain())
    await asyncio.sleep(0.01)
    blocked = not k.done()
    k.cancel()
    w.transport.abort()
    b.close()
    return (lim, n > 0, blocked)


print(asyncio.run(main()))
