import asyncio


async def main():
    k = asyncio.create_task(asyncio.sleep(0.05))
    d, p = await asyncio.wait([k], timeout=0.01)
    r = (len(d), len(p), k.cancelled(), type(d).__name__)
    await k
    return r


print(asyncio.run(main()))
