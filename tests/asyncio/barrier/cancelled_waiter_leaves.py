import asyncio


async def main():
    b = asyncio.Barrier(2)
    k = asyncio.create_task(b.wait())
    await asyncio.sleep(0)
    k.cancel()
    await asyncio.wait([k])
    return (b.broken, b.n_waiting)


print(asyncio.run(main()))
