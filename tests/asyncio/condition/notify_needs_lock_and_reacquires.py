import asyncio


async def main():
    c = asyncio.Condition()
    try:
        c.notify()
    except RuntimeError as e:
        return str(e)


print(asyncio.run(main()))
