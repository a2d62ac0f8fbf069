import asyncio


async def main():
    log = []
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(asyncio.sleep(10))
    except TimeoutError:
        log.append("TimeoutError not group")
    return log


print(asyncio.run(main()))
