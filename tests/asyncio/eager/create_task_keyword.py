import asyncio


async def main():

    async def noblock():
        return 1
    n = asyncio.create_task(noblock(), eager_start=True)
    return n.done()


print(asyncio.run(main()))
