import asyncio


async def main():
    async with asyncio.timeout(0.01) as t:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            pass
    return (t.expired(), asyncio.current_task().cancelling())


print(asyncio.run(main()))
