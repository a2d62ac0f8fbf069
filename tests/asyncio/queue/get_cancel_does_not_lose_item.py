import asyncio


async def main():
    q = asyncio.Queue()
    a = asyncio.create_task(q.get())
    b = asyncio.create_task(q.get())
    await asyncio.sleep(0)
    q.put_nowait("x")
    a.cancel()
    await asyncio.wait([a, b], timeout=0.1)
    return (a.cancelled(), b.done() and b.result())


print(asyncio.run(main()))
