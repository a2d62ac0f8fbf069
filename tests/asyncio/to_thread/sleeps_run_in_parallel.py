import asyncio
import time


def nap(n):
    time.sleep(0.1)
    return n


async def main():
    start = time.monotonic()
    print(await asyncio.gather(*(asyncio.to_thread(nap, n) for n in range(4))))
    print(time.monotonic() - start < 0.35)


asyncio.run(main())
