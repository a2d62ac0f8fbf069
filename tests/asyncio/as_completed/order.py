import asyncio


async def work(n):
    await asyncio.sleep(n * 0.02)
    if n == 2:
        raise ValueError("two")
    return n


async def main():
    for coro in asyncio.as_completed([work(3), work(1), work(2)]):
        try:
            print(await coro)
        except ValueError as e:
            print("failed", e)
    async for task in asyncio.as_completed([work(3), work(1)]):
        print(await task)
    async for _ in asyncio.as_completed([]):
        print("never")


asyncio.run(main())
