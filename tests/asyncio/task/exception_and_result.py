import asyncio


async def bad():
    raise ValueError("v")


async def main():
    t = asyncio.create_task(bad())
    try:
        await t
    except ValueError as e:
        print(e, t.exception() is e, t.done(), t.cancelled())
    try:
        t.result()
    except ValueError as e:
        print("again", e)
    u = asyncio.create_task(bad())
    await asyncio.wait([u])
    print(repr(u.exception()))


asyncio.run(main())
