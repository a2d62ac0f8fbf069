# nanoseconds per 300000 tasks
# Tasks in groups of ten.
import asyncio


async def part(i):
    await asyncio.sleep(0)
    return i & 1


async def main():
    total = 0
    for _ in range(30_000):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part(i)) for i in range(10)]
        total += sum(task.result() for task in tasks)
    print(total)


asyncio.run(main())
