import asyncio


async def count(n):
    print("start")
    for i in range(n):
        await asyncio.sleep(0)
        yield i
    print("end")


async def main():
    g = count(3)
    print(type(g).__name__, g.__name__, g.__aiter__() is g)
    async for x in g:
        print(x)
    async for x in g:
        print("never")
    g = count(1)
    print(await anext(g))
    try:
        await anext(g)
    except StopAsyncIteration as e:
        print("stop", e.args)
    print(await anext(g, "default"), await anext(aiter(count(1))))


asyncio.run(main())
