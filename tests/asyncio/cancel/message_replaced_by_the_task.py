import asyncio


async def main():

    async def w():
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError as e:
            raise asyncio.CancelledError("replaced")
    k = asyncio.create_task(w())
    await asyncio.sleep(0)
    k.cancel("orig")
    try:
        await k
    except asyncio.CancelledError as e:
        return e.args


print(asyncio.run(main()))
