import asyncio

log = []


async def worker(name):
    try:
        await asyncio.sleep(10)
    finally:
        log.append(f"{name} cleans up")
        await asyncio.sleep(0)
        log.append(f"{name} is done")


async def main():
    kept.append(asyncio.create_task(worker("first")))
    await asyncio.sleep(0)
    log.append("main ends")
    return "result"


kept = []
print(asyncio.run(main()), log, kept[0].cancelled())
