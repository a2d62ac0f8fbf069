import asyncio

log = []


def sync(n):
    log.append(("sync", n))
    return [work(i) for i in range(n)]


def work(i):
    return sum(range(i))


async def task(name):
    for i in range(3):
        log.append((name, i, sync(i)))
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(task("a"), task("b"))


asyncio.run(main())
for entry in log:
    print(*entry)
