import asyncio


async def main():
    log = []

    async def bad():
        raise ValueError
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                log.append("swallowed")
            await asyncio.sleep(0)
            log.append("body continues")
    except* ValueError:
        log.append("group raised")
    return log


print(asyncio.run(main()))
