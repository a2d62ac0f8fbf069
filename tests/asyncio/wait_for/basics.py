import asyncio


async def quick():
    await asyncio.sleep(0)
    return "quick"


async def bad():
    raise ValueError("inside")


async def main():
    print(await asyncio.wait_for(quick(), 1), await asyncio.wait_for(quick(), timeout=None))
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__))
    try:
        await asyncio.wait_for(bad(), 1)
    except ValueError as e:
        print(e)
    t = asyncio.create_task(asyncio.sleep(10))
    try:
        await asyncio.wait_for(t, 0.01)
    except TimeoutError:
        print("task cancelled:", t.cancelled())
    event = asyncio.Event()
    try:
        await asyncio.wait_for(event.wait(), 0.01)
    except TimeoutError:
        print("no event")


asyncio.run(main())
