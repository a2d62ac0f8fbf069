# nanoseconds per 500000 tasks
# Tasks that are made, wait once and are awaited, a thousand at a time.
import asyncio


async def work(i):
    await asyncio.sleep(0)
    return i & 1


async def main():
    total = 0
    for _ in range(500):
        tasks = [asyncio.create_task(work(i)) for i in range(1000)]
        for task in tasks:
            total += await task
    print(total)


asyncio.run(main())
