import asyncio

log = []


async def work(n):
    log.append(n)
    return n


async def main():
    g = asyncio.gather(work(1), work(2))
    log.append("called")
    await asyncio.sleep(0)
    log.append("before await")
    print(await g, log, g.done(), type(g).__name__)


asyncio.run(main())
