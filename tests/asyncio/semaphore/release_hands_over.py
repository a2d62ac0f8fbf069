import asyncio


async def main():
    s = asyncio.Semaphore(1)
    await s.acquire()
    k = asyncio.create_task(s.acquire())
    await asyncio.sleep(0)
    s.release()
    r = (s.locked(), s._value)
    await k
    return r


print(asyncio.run(main()))
