import asyncio


async def main():
    inner = asyncio.create_task(asyncio.sleep(0.02, "v"))
    o = asyncio.create_task(asyncio.wait([inner]))
    await asyncio.sleep(0)
    o.cancel()
    try:
        await o
    except asyncio.CancelledError:
        pass
    return (inner.cancelled(), await inner)


print(asyncio.run(main()))
