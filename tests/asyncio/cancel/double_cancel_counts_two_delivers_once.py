import asyncio


async def main():
    n = 0

    async def w():
        nonlocal n
        for _ in range(3):
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                n += 1
        return (n, asyncio.current_task().cancelling())
    x = asyncio.create_task(w())
    await asyncio.sleep(0)
    x.cancel()
    x.cancel()
    return await x


print(asyncio.run(main()))
