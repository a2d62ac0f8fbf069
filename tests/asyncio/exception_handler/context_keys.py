import asyncio
import gc


async def main():
    out = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: out.append((c["message"], sorted(c))))

    async def bad():
        raise ValueError(1)
    k = asyncio.create_task(bad())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del k
    gc.collect()
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    return out


print(asyncio.run(main()))
