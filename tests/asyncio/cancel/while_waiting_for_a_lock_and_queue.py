import asyncio


async def main():
    lock, queue = asyncio.Lock(), asyncio.Queue()
    await lock.acquire()
    waiting = [asyncio.create_task(lock.acquire()), asyncio.create_task(queue.get())]
    await asyncio.sleep(0)
    for t in waiting:
        t.cancel()
    print(await asyncio.gather(*waiting, return_exceptions=True))
    lock.release()
    queue.put_nowait(1)
    print(lock.locked(), await queue.get(), await lock.acquire())


asyncio.run(main())
