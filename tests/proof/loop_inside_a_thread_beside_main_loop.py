import asyncio
import threading


async def count(name, log):
    for i in range(5):
        log.append((name, i))
        await asyncio.sleep(0.002)
    return name


async def main():
    log = []
    inner = asyncio.to_thread(lambda: asyncio.run(count("thread", log)))
    results = await asyncio.gather(inner, count("main", log))
    print(results, [e for e in log if e[0] == "main"] == [("main", i) for i in range(5)], [e for e in log if e[0] == "thread"] == [("thread", i) for i in range(5)])


asyncio.run(main())
