import asyncio


async def g(log):
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)
        log.append("finally")


async def stubborn():
    try:
        yield 1
    finally:
        yield 2


async def main():
    log = []
    a = g(log)
    await anext(a)
    print(await a.aclose(), log, [x async for x in a])
    await a.aclose()
    b = g(log)
    await b.aclose()
    print(log, [x async for x in b])
    s = stubborn()
    await anext(s)
    try:
        await s.aclose()
    except RuntimeError as e:
        print(e)


asyncio.run(main())
