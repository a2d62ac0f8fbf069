import asyncio


async def main():
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                raise ValueError("other")
    except ValueError as e:
        return (repr(e), repr(e.__context__))


print(asyncio.run(main()))
