import asyncio


async def main():

    async def g():
        await asyncio.sleep(0.01)
        yield 1
    a = g()
    k = asyncio.create_task(a.__anext__())
    await asyncio.sleep(0)
    try:
        await a.__anext__()
    except RuntimeError as e:
        r = str(e)
    await k
    return r


print(asyncio.run(main()))
