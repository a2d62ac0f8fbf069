import asyncio


async def main():
    log = []
    try:
        async with asyncio.timeout(-1):
            log.append("body ran")
            await asyncio.sleep(0)
            log.append("after sleep0")
            await asyncio.sleep(0)
            log.append("after second")
    except TimeoutError:
        log.append("TimeoutError")
    return log


print(asyncio.run(main()))
