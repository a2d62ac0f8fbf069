import asyncio


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def double(x):
    await asyncio.sleep(0)
    return x * 2


async def main():
    print([x async for x in numbers(3)])
    print([await double(x) for x in range(3)])
    print([await double(x) async for x in numbers(4) if x % 2])
    print({x async for x in numbers(3)}, {x: await double(x) async for x in numbers(2)})
    print([(x, y) async for x in numbers(2) for y in "ab"])
    print([[y async for y in numbers(x)] for x in range(3)])
    print([x for x in [await double(1), 5] if await double(x) > 5])
    g = (x async for x in numbers(3))
    print(type(g).__name__, [x async for x in g])
    g2 = (await double(x) for x in range(2))
    print(type(g2).__name__, [x async for x in g2])


asyncio.run(main())
