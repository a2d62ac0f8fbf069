import asyncio


async def main():
    log = []

    async def bad():
        await asyncio.sleep(0.01)
        raise ValueError(1)

    async def sib():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            log.append("sib cancelled")
            raise
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
            tg.create_task(sib())
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                log.append("body cancelled")
                raise
    except* ValueError as eg:
        log.append(("eg", len(eg.exceptions), str(eg)))
    log.append(("cancelling", asyncio.current_task().cancelling()))
    return log


print(asyncio.run(main()))
