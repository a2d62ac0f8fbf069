import asyncio


async def main():
    k = asyncio.create_task(asyncio.sleep(0.05, "x"))
    try:
        async for t in asyncio.as_completed([k], timeout=0.01):
            pass
    except TimeoutError:
        return (k.cancelled(), await k)


print(asyncio.run(main()))
