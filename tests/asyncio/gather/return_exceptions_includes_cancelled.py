import asyncio


async def main():

    async def bad():
        raise ValueError("x")

    async def canc():
        raise asyncio.CancelledError("c")

    async def kb():
        return 3
    return repr(await asyncio.gather(bad(), canc(), kb(), return_exceptions=True))


print(asyncio.run(main()))
