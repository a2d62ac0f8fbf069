import asyncio


async def main():
    me = asyncio.current_task()
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(1)
    except TimeoutError:
        pass
    return me.cancelling()


print(asyncio.run(main()))
