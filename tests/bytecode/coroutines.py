async def session(queue):
    async with queue as q:
        async for item in q:
            await q.put(item)
    return [x async for x in queue if await x]


def generator(n):
    for i in range(n):
        got = yield i
        if got is None or got < 0:
            yield from generator(got)
    return n


async def items(n):
    yield await n
    return


squares = (x * x for x in data if x)
