# nanoseconds per 2000000 switches
# A hundred tasks take turns: the time of a switch is the CPU time over two million.
import asyncio

TASKS, TURNS = 100, 20_000


async def spin(turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    return turns


async def main():
    print(sum(await asyncio.gather(*(spin(TURNS) for _ in range(TASKS)))))


asyncio.run(main())
