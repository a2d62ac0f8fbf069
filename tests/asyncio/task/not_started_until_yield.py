import asyncio


async def main():
    log = []

    async def w():
        log.append("w")
    asyncio.create_task(w())
    log.append("after create")
    await asyncio.sleep(0)
    return log


print(asyncio.run(main()))
