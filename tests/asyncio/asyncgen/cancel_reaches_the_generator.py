import asyncio


async def g(log):
    try:
        while True:
            yield 1
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        log.append("generator saw cancel")
        raise


async def consume(log):
    async for _ in g(log):
        pass


async def main():
    log = []
    task = asyncio.create_task(consume(log))
    await asyncio.sleep(0.005)
    task.cancel()
    await asyncio.wait([task])
    return log, task.cancelled()


print(asyncio.run(main()))
