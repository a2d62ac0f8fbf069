import asyncio


class Items:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise KeyError("anext")


async def main():
    return [x async for x in Items()]


asyncio.run(main())
