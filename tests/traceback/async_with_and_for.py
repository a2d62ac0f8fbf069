import asyncio


class CM:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        raise ValueError("aexit")


async def agen():
    yield 1
    raise KeyError("agen")


async def main():
    try:
        async for x in agen():
            print(x)
    finally:
        async with CM():
            pass


asyncio.run(main())
