import asyncio


async def main():
    log = []

    async def w():
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0.01)
            log.append("finally awaited ok")
    k = asyncio.create_task(w())
    await asyncio.sleep(0)
    k.cancel()
    try:
        await k
    except asyncio.CancelledError:
        log.append("cancelled")
    return log


print(asyncio.run(main()))
