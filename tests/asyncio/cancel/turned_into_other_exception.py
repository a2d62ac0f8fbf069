import asyncio


async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise ValueError("converted")


async def returns():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return "value"


async def main():
    t, u = asyncio.create_task(work()), asyncio.create_task(returns())
    await asyncio.sleep(0)
    t.cancel()
    u.cancel()
    try:
        await t
    except ValueError as e:
        print(e, repr(e.__context__), t.cancelled())
    print(await u, u.cancelled(), u.cancel())


asyncio.run(main())
