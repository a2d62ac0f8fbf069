import asyncio


async def work(n):
    await asyncio.sleep(0.01 * (3 - n))
    return n


async def main():
    print(await asyncio.gather(work(0), work(1), work(2)))
    print(await asyncio.gather(*[work(2)] + [asyncio.create_task(work(1))]))
    print(await asyncio.gather(asyncio.gather(work(1), work(2)), work(0)))
    print(await asyncio.gather())


asyncio.run(main())
