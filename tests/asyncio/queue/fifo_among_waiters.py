import asyncio


async def get(q, name, log):
    log.append((name, await q.get()))


async def put(q, item, log):
    await q.put(item)
    log.append(("put", item))


async def main():
    log, q = [], asyncio.Queue()
    tasks = [asyncio.create_task(get(q, n, log)) for n in "abc"]
    await asyncio.sleep(0)
    for i in range(3):
        q.put_nowait(i)
    await asyncio.gather(*tasks)
    q = asyncio.Queue(1)
    tasks = [asyncio.create_task(put(q, i, log)) for i in range(3)]
    await asyncio.sleep(0)
    for _ in range(3):
        log.append(("got", await q.get()))
    await asyncio.gather(*tasks)
    print(log)


asyncio.run(main())
