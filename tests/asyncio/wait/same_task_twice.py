import asyncio


async def main():
    k = asyncio.create_task(asyncio.sleep(0))
    d, p = await asyncio.wait([k, k])
    return len(d)


print(asyncio.run(main()))
