# nanoseconds per 5000000 awaits
# Awaiting a coroutine that never suspends.
import asyncio


async def value(i):
    return i & 1


async def main():
    total = 0
    for i in range(5_000_000):
        total += await value(i)
    print(total)


asyncio.run(main())
