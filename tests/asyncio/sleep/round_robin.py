import asyncio

log = []


async def task(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    log.append(f"{name}.")


async def main():
    tasks = [asyncio.create_task(task(name, n)) for name, n in (("a", 3), ("b", 1), ("c", 2))]
    log.append("main")
    for t in tasks:
        await t


asyncio.run(main())
print(*log)
