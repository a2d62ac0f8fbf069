import asyncio


async def worker(semaphore, running, peaks):
    async with semaphore:
        running.append(1)
        peaks.append(len(running))
        await asyncio.sleep(0.001)
        running.pop()


async def main():
    semaphore, running, peaks = asyncio.Semaphore(3), [], []
    await asyncio.gather(*(worker(semaphore, running, peaks) for _ in range(10)))
    print(max(peaks), len(peaks), semaphore.locked())
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print(e)
    bounded = asyncio.BoundedSemaphore(2)
    await bounded.acquire()
    await bounded.acquire()
    print(bounded.locked())
    bounded.release()
    bounded.release()
    try:
        bounded.release()
    except ValueError as e:
        print(e)


asyncio.run(main())
