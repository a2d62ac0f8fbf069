import asyncio


async def main():

    async def w():
        await asyncio.sleep(10)

    async def m():
        await asyncio.gather(w(), w())
    k = asyncio.create_task(m())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    k.cancel("bye")
    try:
        await k
    except asyncio.CancelledError as e:
        return e.args


print(asyncio.run(main()))
