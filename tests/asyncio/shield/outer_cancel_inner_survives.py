import asyncio


async def main():
    log = []

    async def inner():
        await asyncio.sleep(0.01)
        log.append("inner done")
        return 1
    k = asyncio.create_task(inner())

    async def outer():
        return await asyncio.shield(k)
    o = asyncio.create_task(outer())
    await asyncio.sleep(0)
    o.cancel()
    try:
        await o
    except asyncio.CancelledError:
        log.append("outer cancelled")
    await k
    return (log, k.result())


print(asyncio.run(main()))
