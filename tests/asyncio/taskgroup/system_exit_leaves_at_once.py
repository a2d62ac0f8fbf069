import asyncio


async def main():

    async def x():
        raise SystemExit(3)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(x())
            await asyncio.sleep(1)
    except BaseException as e:
        return repr(e)


print(asyncio.run(main()))
