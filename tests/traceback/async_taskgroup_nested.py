import asyncio


async def bad(n):
    await asyncio.sleep(0)
    raise ValueError(n)


async def group():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(bad(1))


async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(group())
        tg.create_task(bad(2))


asyncio.run(main())
