import asyncio


async def main():
    try:
        async for k in asyncio.as_completed([asyncio.sleep(1)], timeout=0.01):
            await k
    except TimeoutError as e:
        return repr(e)


print(asyncio.run(main()))
