import asyncio


async def main():
    log = []
    try:
        async with asyncio.timeout(0.01):
            try:
                async with asyncio.timeout(10):
                    await asyncio.sleep(1)
            except TimeoutError:
                log.append("inner TimeoutError")
    except TimeoutError:
        log.append("outer TimeoutError")
    return log


print(asyncio.run(main()))
