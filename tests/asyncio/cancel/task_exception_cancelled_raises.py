import asyncio


async def main():
    k = asyncio.create_task(asyncio.sleep(1))
    await asyncio.sleep(0)
    k.cancel()
    await asyncio.wait([k])
    try:
        k.exception()
    except asyncio.CancelledError as e:
        return "exception() raises CancelledError"


print(asyncio.run(main()))
