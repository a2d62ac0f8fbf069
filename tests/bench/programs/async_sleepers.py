# A hundred thousand timers, most of them due in different milliseconds.
import asyncio


async def nap(i):
    await asyncio.sleep((i * 7919 % 500) / 1000)
    return 1


async def main():
    print(sum(await asyncio.gather(*(nap(i) for i in range(100_000)))))


asyncio.run(main())
