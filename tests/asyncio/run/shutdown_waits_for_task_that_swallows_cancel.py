import asyncio


def main():
    log = []

    async def w():
        while True:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                log.append("ignored")
                break
        await asyncio.sleep(0.01)
        log.append("done after ignoring")

    async def main():
        asyncio.create_task(w())
        await asyncio.sleep(0)
    asyncio.run(main())
    return log


print(main())
