import asyncio


async def main():

    async def g():
        try:
            yield 1
        finally:
            yield 2
    a = g()
    await a.__anext__()
    try:
        await a.aclose()
    except RuntimeError as e:
        return str(e)


print(asyncio.run(main()))
