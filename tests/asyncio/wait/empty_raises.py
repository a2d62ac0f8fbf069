import asyncio


async def main():
    try:
        await asyncio.wait([])
    except Exception as e:
        return repr(e)


print(asyncio.run(main()))
