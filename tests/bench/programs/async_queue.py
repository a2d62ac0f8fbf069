# nanoseconds per 500000 items
import asyncio


async def produce(queue, n):
    for i in range(n):
        await queue.put(i)
    await queue.put(None)


async def consume(queue):
    total = 0
    while (item := await queue.get()) is not None:
        total += item
    return total


async def main():
    queue = asyncio.Queue(100)
    _, total = await asyncio.gather(produce(queue, 500_000), consume(queue))
    print(total)


asyncio.run(main())
