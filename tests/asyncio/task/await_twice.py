import asyncio


async def main():

    async def w():
        return [1]
    k = asyncio.create_task(w())
    return await k is await k


print(asyncio.run(main()))
