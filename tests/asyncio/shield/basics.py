import asyncio


async def inner():
    await asyncio.sleep(0.02)
    return "inner"


async def main():
    t = asyncio.create_task(inner())
    try:
        await asyncio.wait_for(asyncio.shield(t), 0.005)
    except TimeoutError:
        print("timeout", t.done(), t.cancelled())
    print(await t, await asyncio.shield(t), await asyncio.shield(inner()))
    u = asyncio.create_task(inner())
    s = asyncio.shield(u)
    u.cancel()
    try:
        await s
    except asyncio.CancelledError:
        print("inner cancelled", s.cancelled())


asyncio.run(main())
