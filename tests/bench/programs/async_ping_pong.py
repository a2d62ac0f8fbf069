# nanoseconds per 400000 messages
# Two tasks and two queues: each message wakes the other side.
import asyncio


async def player(mine, other, turns):
    total = 0
    for _ in range(turns):
        ball = await mine.get()
        total += ball
        other.put_nowait(ball + 1)
    return total


async def main():
    left, right = asyncio.Queue(), asyncio.Queue()
    left.put_nowait(0)
    print(await asyncio.gather(player(left, right, 200_000), player(right, left, 200_000)))


asyncio.run(main())
