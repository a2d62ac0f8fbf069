import asyncio


async def main():
    async with asyncio.timeout(1) as cm:
        await asyncio.sleep(0)
    print(cm.expired())
    try:
        async with asyncio.timeout(0.01) as cm:
            await asyncio.sleep(10)
    except TimeoutError as e:
        print("timeout", cm.expired(), repr(e.__cause__))
    async with asyncio.timeout(None) as cm:
        print(cm.when())
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() + 0.01):
            await asyncio.sleep(10)
    except TimeoutError:
        print("deadline")
    try:
        async with asyncio.timeout(10) as cm:
            cm.reschedule(loop.time() - 1)
            await asyncio.sleep(10)
    except TimeoutError:
        print("rescheduled")
    try:
        cm.reschedule(None)
    except RuntimeError as e:
        print(e)
    try:
        async with asyncio.timeout(5):
            raise ValueError("body")
    except ValueError as e:
        print(e)


asyncio.run(main())
