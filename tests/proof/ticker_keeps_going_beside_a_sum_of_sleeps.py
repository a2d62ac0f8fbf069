# A blocking generator expression runs in a thread: the loop's 10 ms ticker must not stop.
import asyncio
import time


def slow(x):
    time.sleep(0.03)
    return x


async def ticker(gaps):
    last = time.monotonic()
    while True:
        await asyncio.sleep(0.01)
        now = time.monotonic()
        gaps.append(now - last)
        last = now


async def main():
    gaps, xs = [], range(10)
    task = asyncio.create_task(ticker(gaps))
    print(await asyncio.to_thread(lambda: sum(slow(x) for x in xs)))
    task.cancel()
    print(len(gaps) >= 10, max(gaps) < 0.5)


asyncio.run(main())
