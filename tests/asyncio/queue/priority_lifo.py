import asyncio


async def main():
    p = asyncio.PriorityQueue()
    [p.put_nowait(x) for x in (3, 1, 2)]
    l = asyncio.LifoQueue()
    [l.put_nowait(x) for x in (3, 1, 2)]
    return ([p.get_nowait() for _ in range(3)], [l.get_nowait() for _ in range(3)])


print(asyncio.run(main()))
