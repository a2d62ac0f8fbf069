import asyncio


async def main():
    l = asyncio.Lock()
    await l.acquire()
    l.release()
    return l._loop is None


print(asyncio.run(main()))
