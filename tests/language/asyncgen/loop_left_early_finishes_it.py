import asyncio


async def items():
    try:
        yield 1
        yield 2
    finally:
        print("finished")


async def first():
    async for item in items():
        return item


async def main():
    async for item in items():
        break
    print("left")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(await first())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
