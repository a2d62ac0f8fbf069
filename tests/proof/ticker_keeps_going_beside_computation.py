# Plain computation in a thread is preempted, inside generator expressions and sort keys too.
import asyncio
import time


def slow(x):
    end = time.monotonic() + 0.05
    n = 0
    while time.monotonic() < end:
        n += 1
    return x


async def ticker(gaps):
    last = time.monotonic()
    while True:
        await asyncio.sleep(0.01)
        now = time.monotonic()
        gaps.append(now - last)
        last = now


async def main():
    xs = [3, 1, 2, 5, 4]
    for call in (lambda: sum(slow(x) for x in xs), lambda: sorted(xs, key=slow), lambda: max(map(slow, xs))):
        gaps = []
        task = asyncio.create_task(ticker(gaps))
        print(await asyncio.to_thread(call))
        task.cancel()
        print(len(gaps) >= 3, max(gaps) < 0.5)


asyncio.run(main())
