import asyncio


async def two():
    return 2


async def f():
    return two


class A:
    def __await__(self):
        return iter(())


async def main():
    print(await two() ** 2, -await two(), await two() + await two(), 2 ** await two())
    print((await f())(), await (await f())()) if False else print(await (await f())())
    print([await two(), await two()], {await two(): await two()}, f"{await two()}")
    print(await two() if await two() == 2 else 0, not await two(), await two() < await two() + 1)
    print(await A(), (lambda: two)()().close())
    x = await two()
    x += await two()
    d = {}
    d[await two()] = await two()
    print(x, d, (await two(), await two())[0])


asyncio.run(main())
