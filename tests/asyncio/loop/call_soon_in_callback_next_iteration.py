import asyncio


async def main():
    log = []
    loop = asyncio.get_running_loop()

    def a():
        log.append("a")
        loop.call_soon(lambda: log.append("c"))
    loop.call_soon(a)
    loop.call_soon(lambda: log.append("b"))
    await asyncio.sleep(0)
    l1 = list(log)
    await asyncio.sleep(0)
    return (l1, log)


print(asyncio.run(main()))
