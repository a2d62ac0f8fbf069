import asyncio


async def main():
    q = asyncio.Queue(1)
    q.put_nowait(1)
    try:
        q.put_nowait(2)
    except asyncio.QueueFull as e:
        r = repr(e)
    k = asyncio.create_task(q.put(2))
    await asyncio.sleep(0)
    b = k.done()
    q.get_nowait()
    await k
    return (r, b, q.qsize())


print(asyncio.run(main()))
