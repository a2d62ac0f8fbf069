import asyncio


async def low():
    await asyncio.sleep(0)
    return 1 / 0


async def middle():
    return 1 + await low()


async def main():
    x = await asyncio.gather(middle())


asyncio.run(main())
