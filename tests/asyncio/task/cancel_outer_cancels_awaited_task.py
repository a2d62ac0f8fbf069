import asyncio


async def main():
    inner = asyncio.create_task(asyncio.sleep(10))

    async def outer():
        await inner
    o = asyncio.create_task(outer())
    await asyncio.sleep(0)
    o.cancel("m")
    try:
        await o
    except asyncio.CancelledError as e:
        a = e.args
    return (inner.cancelled(), a)


print(asyncio.run(main()))
