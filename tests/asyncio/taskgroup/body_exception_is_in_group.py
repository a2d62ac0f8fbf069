import asyncio


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(asyncio.sleep(1))
            raise KeyError("b")
    except BaseException as e:
        return (repr(e), e.__cause__, e.__suppress_context__)


print(asyncio.run(main()))
