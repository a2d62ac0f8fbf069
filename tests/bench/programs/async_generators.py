# nanoseconds per 2000000 items
import asyncio


async def numbers(n):
    for i in range(n):
        yield i


async def main():
    total = 0
    async for i in numbers(2_000_000):
        total += i & 1
    print(total)


asyncio.run(main())
