import asyncio


async def nest(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return await nest(n - 1) + 1


async def fail(n):
    if n == 0:
        await asyncio.sleep(0)
        raise ValueError("bottom")
    try:
        await fail(n - 1)
    finally:
        unwound.append(n)


unwound = []


async def main():
    print(await nest(200))
    print(await asyncio.gather(*(nest(n) for n in (1, 50, 100))))
    try:
        await fail(5)
    except ValueError as e:
        print(e, unwound)


asyncio.run(main())
