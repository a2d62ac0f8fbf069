import asyncio


async def work():
    await asyncio.sleep(0)
    return 5


async def bad():
    raise ValueError("v")


async def main():
    t = asyncio.create_task(work(), name="w")
    print(t)
    await t
    print(t)
    t = asyncio.create_task(bad(), name="b")
    await asyncio.wait([t])
    print(t)
    t.exception()
    t = asyncio.create_task(work(), name="c")
    t.cancel()
    await asyncio.wait([t])
    print(t)


asyncio.run(main())
