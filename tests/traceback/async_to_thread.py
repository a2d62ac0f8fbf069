import asyncio


def work(n):
    return 1 / n


async def main():
    await asyncio.to_thread(work, 0)


asyncio.run(main())
