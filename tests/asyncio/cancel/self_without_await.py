import asyncio


async def main():

    async def w():
        asyncio.current_task().cancel()
        return 5
    x = asyncio.create_task(w())
    try:
        r = await x
    except asyncio.CancelledError:
        r = "CancelledError"
    return (r, x.cancelled())


print(asyncio.run(main()))
