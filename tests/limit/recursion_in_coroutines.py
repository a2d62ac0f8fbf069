import asyncio


async def f(n):
    return await f(n + 1)


async def depth(n=0):
    try:
        return await depth(n + 1)
    except RecursionError:
        return n


async def main():
    try:
        await f(0)
    except RecursionError as e:
        print(e)
    print(800 < await depth() <= 1000)


asyncio.run(main())
