# nanoseconds per 500000 coroutines
# Coroutines under gather, ten at a time, as requests fan out.
import asyncio


async def part(i):
    await asyncio.sleep(0)
    return i & 1


async def request():
    return sum(await asyncio.gather(*(part(i) for i in range(10))))


async def main():
    total = 0
    for _ in range(50_000):
        total += await request()
    print(total)


asyncio.run(main())
