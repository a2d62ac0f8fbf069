import asyncio


async def main():
    log = []
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)

    async def w(n):
        log.append(n)
        await asyncio.sleep(0)
        log.append(n + 10)
    ks = [asyncio.create_task(w(i)) for i in range(2)]
    log.append("created")
    await asyncio.gather(*ks)
    loop.set_task_factory(None)
    return log


print(asyncio.run(main()))
