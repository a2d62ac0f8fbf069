import asyncio
import gc


async def boom():
    raise ValueError("boom")


async def main():
    t = asyncio.create_task(boom(), name="worker-1")
    await asyncio.sleep(0.01)
    del t
    gc.collect()
    await asyncio.sleep(0.01)
    print("end")


asyncio.run(main())
