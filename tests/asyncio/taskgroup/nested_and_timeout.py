import asyncio

log = []


async def worker(name):
    try:
        await asyncio.sleep(10)
    finally:
        log.append(f"{name} stops")


async def main():
    try:
        async with asyncio.timeout(0.02):
            async with asyncio.TaskGroup() as outer:
                outer.create_task(worker("outer"))
                async with asyncio.TaskGroup() as inner:
                    inner.create_task(worker("inner"))
    except TimeoutError:
        log.append("timeout")
    print(sorted(log[:2]), log[2:])


asyncio.run(main())
