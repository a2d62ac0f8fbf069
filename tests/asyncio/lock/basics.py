import asyncio


async def worker(lock, name, log):
    async with lock:
        log.append(f"{name} in")
        await asyncio.sleep(0)
        log.append(f"{name} out")


async def main():
    lock, log = asyncio.Lock(), []
    await asyncio.gather(*(worker(lock, n, log) for n in "abc"))
    print(log, lock.locked())
    async with lock as x:
        print(x, lock.locked())
    try:
        lock.release()
    except RuntimeError as e:
        print(e)
    try:
        async with lock:
            raise ValueError("inside")
    except ValueError:
        print(lock.locked())
    try:
        with lock:
            pass
    except TypeError as e:
        print(e)


asyncio.run(main())
