import asyncio


async def source(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def only_even(it):
    async for x in it:
        if x % 2 == 0:
            yield x


async def batch(it, size):
    current = []
    async for x in it:
        current.append(x)
        if len(current) == size:
            yield tuple(current)
            current = []
    if current:
        yield tuple(current)


async def main():
    async for b in batch(only_even(source(14)), 3):
        print(b)


asyncio.run(main())
