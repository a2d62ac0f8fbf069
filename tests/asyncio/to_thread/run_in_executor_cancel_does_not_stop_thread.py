import asyncio
import time


async def main():
    log = []

    def work():
        time.sleep(0.05)
        log.append("thread finished")
    k = asyncio.create_task(asyncio.to_thread(work))
    await asyncio.sleep(0.01)
    k.cancel()
    try:
        await k
    except asyncio.CancelledError:
        log.append("task cancelled")
    await asyncio.sleep(0.08)
    return log


print(asyncio.run(main()))
