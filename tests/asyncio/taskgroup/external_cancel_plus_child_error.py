import asyncio


async def main():

    async def bad():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise ValueError("in cleanup")

    async def m():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
    k = asyncio.create_task(m())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    k.cancel()
    try:
        await k
    except BaseException as e:
        return (repr(e), k.cancelling())


print(asyncio.run(main()))
