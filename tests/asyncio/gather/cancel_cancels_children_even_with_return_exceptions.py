import asyncio


async def main():
    log = []

    async def w(n):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            log.append(n)
            raise

    async def m():
        return await asyncio.gather(w(1), w(2), return_exceptions=True)
    x = asyncio.create_task(m())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    x.cancel()
    try:
        r = await x
    except asyncio.CancelledError:
        r = "CancelledError raised"
    return (log, r)


print(asyncio.run(main()))
