import asyncio


async def main():
    e = asyncio.Event()
    k = asyncio.create_task(e.wait())
    await asyncio.sleep(0)
    e.set()
    e.clear()
    return await k


print(asyncio.run(main()))
