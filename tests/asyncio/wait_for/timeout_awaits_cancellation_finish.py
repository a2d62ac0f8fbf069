import asyncio
import time


async def main():
    log = []

    async def w():
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0.05)
            log.append("cleanup done")
    t0 = time.monotonic()
    try:
        await asyncio.wait_for(w(), 0.01)
    except TimeoutError as e:
        log.append(("TimeoutError", "cause", type(e.__cause__).__name__, round(time.monotonic() - t0, 2) >= 0.05))
    return log


print(asyncio.run(main()))
