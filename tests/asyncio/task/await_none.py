import asyncio


async def main():
    try:
        await None
    except TypeError as e:
        return str(e)


print(asyncio.run(main()))
