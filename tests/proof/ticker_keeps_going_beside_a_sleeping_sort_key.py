import asyncio
import time


def slow(x):
    time.sleep(0.03)
    return -x


async def ticker(gaps):
    last = time.monotonic()
    while True:
        await asyncio.sleep(0.01)
        now = time.monotonic()
        gaps.append(now - last)
        last = now


async def main():
    gaps = []
    task = asyncio.create_task(ticker(gaps))
    print(await asyncio.to_thread(lambda: sorted([1, 5, 3, 2, 4], key=slow)))
    task.cancel()
    print(len(gaps) >= 5, max(gaps) < 0.5)


asyncio.run(main())
