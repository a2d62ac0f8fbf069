import asyncio


async def main():
    log = []
    ev = asyncio.Event()

    async def h(r, w):
        d = await r.readline()
        w.write(d)
        await w.drain()
        await ev.wait()
        w.close()
        await w.wait_closed()
    s = await asyncio.start_server(h, "127.0.0.1", 0)
    port = s.sockets[0].getsockname()[1]
    r, w = await asyncio.open_connection("127.0.0.1", port)
    w.write(b"hi\n")
    log.append(await r.readline())
    s.close()
    log.append(("serving", s.is_serving()))
    try:
        await asyncio.wait_for(asyncio.shield((k := asyncio.ensure_future(s.wait_closed()))), 0.05)
        log.append("wait_closed returned")
    except TimeoutError:
        log.append("wait_closed waits for open connections")
    ev.set()
    await r.read()
    w.close()
    await k
    log.append("closed")
    return log


print(asyncio.run(main()))
