import asyncio


async def main():

    async def w():
        k = asyncio.current_task()
        k.cancel()
        k.uncancel()
        try:
            await asyncio.sleep(0)
            return "not raised"
        except asyncio.CancelledError:
            return "raised"
    return await asyncio.create_task(w())


print(asyncio.run(main()))
