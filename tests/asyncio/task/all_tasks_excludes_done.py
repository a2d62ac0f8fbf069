import asyncio


async def main():
    k = asyncio.create_task(asyncio.sleep(0))
    n = len(asyncio.all_tasks())
    await k
    await asyncio.sleep(0)
    return (n, len(asyncio.all_tasks()))


print(asyncio.run(main()))
