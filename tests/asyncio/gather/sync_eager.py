import asyncio


async def main():

    async def w():
        return 1
    a = asyncio.create_task(w(), eager_start=True)
    b = asyncio.create_task(w(), eager_start=True)
    g = asyncio.gather(a, b)
    return g.done()


print(asyncio.run(main()))
