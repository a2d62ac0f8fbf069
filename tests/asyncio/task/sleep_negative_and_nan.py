import asyncio


async def main():
    await asyncio.sleep(-5)
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        return str(e)


print(asyncio.run(main()))
