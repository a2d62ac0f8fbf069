import asyncio
import gc


async def main():
    log = []

    async def g():
        try:
            yield 1
            yield 2
        finally:
            log.append("finally")
    async for x in g():
        break
    log.append("after break")
    gc.collect()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log.append("later")
    return log


print(asyncio.run(main()))
