import asyncio


async def main():
    me = asyncio.current_task()

    async def w():
        return asyncio.current_task() is me
    return (await asyncio.wait_for(w(), 1), await asyncio.wait_for(w(), None))


print(asyncio.run(main()))
