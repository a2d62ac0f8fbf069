import asyncio


async def main():
    log = []

    async def w():
        log.append("body")
        try:
            await asyncio.sleep(1)
        finally:
            log.append("finally")
    x = asyncio.create_task(w())
    x.cancel()
    try:
        await x
    except asyncio.CancelledError:
        log.append("cancelled")
    return log


print(asyncio.run(main()))
