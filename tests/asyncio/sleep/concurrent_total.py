import asyncio
import time


async def main():
    start = time.monotonic()
    await asyncio.gather(*(asyncio.sleep(0.05) for _ in range(100)))
    elapsed = time.monotonic() - start
    print(0.05 <= elapsed < 1)


asyncio.run(main())
