"""Blocking calls go to a thread, and the loop keeps ticking."""
import asyncio
import time

TICK = 0.01


def slow(x):
    time.sleep(0.2)
    return x * x


def compute(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


async def ticker(gaps):
    last = time.monotonic()
    while True:
        await asyncio.sleep(TICK)
        now = time.monotonic()
        gaps.append(now - last)
        last = now


async def ticking(label, call):
    gaps = []
    clock = asyncio.create_task(ticker(gaps))
    result = await asyncio.to_thread(call)
    clock.cancel()
    print(f"{label}: {result}; kept ticking: {len(gaps) > 3 and max(gaps) < 0.5}")


async def main():
    xs = [1, 2, 3, 4]
    await ticking("one call", lambda: slow(7))
    await ticking("a sum of calls", lambda: sum(slow(x) for x in xs))
    await ticking("sorted by a slow key", lambda: sorted(xs, key=lambda x: -slow(x)))
    await ticking("plain computation", lambda: compute(2_000_000))


asyncio.run(main())
