import asyncio


async def main():
    r = asyncio.StreamReader()
    k = asyncio.create_task(r.read(1))
    await asyncio.sleep(0)
    try:
        await r.read(1)
    except RuntimeError as e:
        m = str(e)
    k.cancel()
    return m


print(asyncio.run(main()))
