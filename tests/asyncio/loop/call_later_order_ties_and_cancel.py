import asyncio


async def main():
    log = []
    loop = asyncio.get_running_loop()
    w = loop.time() + 0.01
    loop.call_at(w, log.append, 1)
    loop.call_at(w, log.append, 2)
    h = loop.call_at(w, log.append, 3)
    h.cancel()
    await asyncio.sleep(0.03)
    return (log, h.cancelled())


print(asyncio.run(main()))
