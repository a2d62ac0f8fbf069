import asyncio


async def main():
    k = asyncio.current_task()
    try:
        await k
    except RuntimeError as e:
        return str(e).split(": <")[0]


print(asyncio.run(main()))
