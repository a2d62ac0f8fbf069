import asyncio


async def work(x):
    await asyncio.sleep(0)
    return x + 1


async def main():
    t = asyncio.create_task(work(1), name="adder")
    print(t.get_name(), t.done(), t.cancelled(), asyncio.isfuture(t), isinstance(t, asyncio.Task))
    print(await t, t.done(), t.result(), t.exception())
    try:
        asyncio.create_task(5)
    except TypeError as e:
        print(e)
    t = asyncio.create_task(work(1))
    try:
        t.result()
    except asyncio.InvalidStateError as e:
        print(e)
    try:
        t.exception()
    except asyncio.InvalidStateError as e:
        print(e)
    await t


asyncio.run(main())
