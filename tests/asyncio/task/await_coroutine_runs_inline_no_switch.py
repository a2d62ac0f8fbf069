import asyncio


async def main():
    log = []

    async def other():
        log.append("other")

    async def inner():
        log.append("inner")
        return 1
    asyncio.create_task(other())
    await inner()
    log.append("after inner")
    await asyncio.sleep(0)
    return log


print(asyncio.run(main()))
