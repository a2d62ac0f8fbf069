import asyncio


async def main():
    log = []
    l = asyncio.Lock()
    await l.acquire()

    async def w(n):
        async with l:
            log.append(n)
    ks = [asyncio.create_task(w(n)) for n in range(3)]
    await asyncio.sleep(0)
    l.release()
    log.append(("locked", l.locked()))
    async with l:
        log.append("main")
    await asyncio.gather(*ks)
    return log


print(asyncio.run(main()))
