import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def resource(name):
    print("open", name)
    try:
        yield name
    except ValueError as e:
        print("saw", e)
        raise
    finally:
        await asyncio.sleep(0)
        print("close", name)


async def g():
    async with resource("inner") as r:
        yield r
        yield r + "2"


async def main():
    async for x in g():
        print(x)
    try:
        async with resource("outer"):
            raise ValueError("body")
    except ValueError as e:
        print("out", e)


asyncio.run(main())
