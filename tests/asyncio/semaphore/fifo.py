import asyncio


async def main():
    s = asyncio.Semaphore(1)
    log = []

    async def w(n):
        async with s:
            log.append(n)
            await asyncio.sleep(0)
    await asyncio.gather(*(w(i) for i in range(4)))
    return (log, s.locked())


print(asyncio.run(main()))
