import asyncio


async def main():

    async def w():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            pass
        c = asyncio.current_task().cancelling()
        u = asyncio.current_task().uncancel()
        await asyncio.sleep(0)
        return ("survived", c, u)
    x = asyncio.create_task(w())
    await asyncio.sleep(0)
    x.cancel()
    return (await x, x.cancelled())


print(asyncio.run(main()))
