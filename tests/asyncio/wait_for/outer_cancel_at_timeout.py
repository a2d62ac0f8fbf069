import asyncio


async def main():

    async def m():
        await asyncio.wait_for(asyncio.sleep(10), 10)
    k = asyncio.create_task(m())
    await asyncio.sleep(0)
    k.cancel("outer")
    try:
        await k
    except asyncio.CancelledError as e:
        return ("CancelledError", e.args)


print(asyncio.run(main()))
