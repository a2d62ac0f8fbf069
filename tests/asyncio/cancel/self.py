import asyncio


async def main():

    async def w():
        asyncio.current_task().cancel()
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            return "raised at next await"
    return await asyncio.create_task(w())


print(asyncio.run(main()))
