import asyncio


async def main():
    log = []

    async def w():
        async with asyncio.timeout(10):
            await asyncio.sleep(10)
    k = asyncio.create_task(w())
    await asyncio.sleep(0)
    k.cancel()
    try:
        await k
    except asyncio.CancelledError:
        log.append("CancelledError")
    except TimeoutError:
        log.append("TimeoutError")
    try:
        async with asyncio.timeout(0.01) as tm:
            await asyncio.sleep(1)
    except TimeoutError:
        log.append(("expired", tm.expired(), asyncio.current_task().cancelling()))
    async with asyncio.timeout(None) as tm:
        tm.reschedule(asyncio.get_running_loop().time() + 10)
        log.append(tm.when() is not None)
    return log


print(asyncio.run(main()))
