import asyncio


async def bad(delay, e):
    await asyncio.sleep(delay)
    raise e


async def cleanup_fails():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise KeyError("cleanup")


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad(0, ValueError("a")))
            tg.create_task(bad(0, TypeError("b")))
            tg.create_task(cleanup_fails())
            tg.create_task(asyncio.sleep(10))
    except* ValueError as eg:
        print("values", eg.exceptions)
    except* (TypeError, KeyError) as eg:
        print("others", eg.exceptions)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(asyncio.sleep(10))
            raise RuntimeError("body")
    except ExceptionGroup as eg:
        print(repr(eg))
    tg = asyncio.TaskGroup()
    c = asyncio.sleep(0)
    try:
        tg.create_task(c)
    except RuntimeError as e:
        print(e)
    c.close()


asyncio.run(main())
