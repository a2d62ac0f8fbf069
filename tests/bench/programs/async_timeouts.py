# nanoseconds per 200000 requests
# Timeouts that never fire, as servers set them around every request.
import asyncio


async def request(i):
    async with asyncio.timeout(60):
        await asyncio.sleep(0)
        return i & 1


async def client(n):
    total = 0
    for i in range(n):
        total += await request(i)
    return total


async def main():
    print(sum(await asyncio.gather(*(client(2_000) for _ in range(100)))))


asyncio.run(main())
