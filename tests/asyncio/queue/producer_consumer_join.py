import asyncio


async def producer(q, n):
    for i in range(n):
        await q.put(i)


async def consumer(q, out):
    while True:
        out.append(await q.get())
        await asyncio.sleep(0)
        q.task_done()


async def main():
    q, out = asyncio.Queue(maxsize=2), []
    consumers = [asyncio.create_task(consumer(q, out)) for _ in range(3)]
    await producer(q, 20)
    await q.join()
    print(sorted(out) == list(range(20)), q.empty())
    for c in consumers:
        c.cancel()
    print([isinstance(r, asyncio.CancelledError) for r in await asyncio.gather(*consumers, return_exceptions=True)])


asyncio.run(main())
