import asyncio


async def main():
    l = asyncio.Lock()
    await l.acquire()
    k = asyncio.create_task(l.acquire())
    k2 = asyncio.create_task(l.acquire())
    await asyncio.sleep(0)
    k.cancel()
    l.release()
    await asyncio.wait([k, k2])
    return (k.cancelled(), k2.result(), l.locked())


print(asyncio.run(main()))
