import asyncio


async def main():
    from contextlib import aclosing
    log = []

    async def g():
        try:
            yield 1
        finally:
            log.append("closed")
    async with aclosing(g()) as a:
        async for _ in a:
            break
    log.append("after")
    return log


print(asyncio.run(main()))
