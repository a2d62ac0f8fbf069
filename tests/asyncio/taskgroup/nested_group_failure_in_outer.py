import asyncio


async def main():

    class X(Exception):
        pass

    async def bad():
        raise X
    r = None
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
            async with asyncio.TaskGroup() as tg2:
                tg2.create_task(asyncio.sleep(1))
    except* X as eg:
        r = repr(eg)
    return r


print(asyncio.run(main()))
