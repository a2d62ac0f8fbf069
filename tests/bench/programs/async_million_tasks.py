# bytes per 1000000 tasks
# A million tasks asleep at once; the program leaves without waking them.
import asyncio
import os

started = 0


async def sleeper():
    global started
    started += 1
    await asyncio.sleep(3600)


async def main():
    loop = asyncio.get_running_loop()
    for _ in range(1_000_000):
        loop.create_task(sleeper())
    await asyncio.sleep(0)
    print(started, flush=True)
    os._exit(0)


asyncio.run(main())
