import asyncio


async def main():
    print(await asyncio.sleep(0, "zero"), await asyncio.sleep(0.001, [1]), await asyncio.sleep(-1, result=3))
    print(await asyncio.sleep(0))
    for wrong in (None, "1"):
        try:
            await asyncio.sleep(wrong)
        except TypeError as e:
            print(e)


asyncio.run(main())
