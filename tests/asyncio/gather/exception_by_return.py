import asyncio


async def ok():
    return "ok"


async def bad(e):
    await asyncio.sleep(0)
    raise e


async def main():
    print(await asyncio.gather(ok(), bad(ValueError("v")), bad(KeyError("k")), return_exceptions=True))
    try:
        await asyncio.gather(bad(ValueError("first")), bad(KeyError("second")))
    except ValueError as e:
        print(repr(e))
    try:
        asyncio.gather(5)
    except TypeError as e:
        print(e)


asyncio.run(main())
