import asyncio


async def bad():
    await asyncio.sleep(0)
    raise ValueError("in a task")


async def main():
    task = asyncio.create_task(bad())
    await asyncio.sleep(0.01)
    await task


asyncio.run(main())
