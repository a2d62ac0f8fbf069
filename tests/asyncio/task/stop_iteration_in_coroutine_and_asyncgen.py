import asyncio


async def main():

    async def c():
        raise StopIteration(5)
    try:
        await c()
    except RuntimeError as e:
        r = str(e)

    async def g():
        yield 1
        raise StopAsyncIteration
    try:
        async for _ in g():
            pass
    except RuntimeError as e:
        return (r, str(e))


print(asyncio.run(main()))
