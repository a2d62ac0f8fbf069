import asyncio


async def main():
    s = asyncio.BoundedSemaphore(1)
    try:
        s.release()
    except ValueError as e:
        return str(e)


print(asyncio.run(main()))
