import asyncio
import gc


async def main():
    out = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: out.append(c["message"]))

    async def bad():
        await asyncio.sleep(0.01)
        raise ValueError("late")
    o = asyncio.ensure_future(asyncio.shield(bad()))
    await asyncio.sleep(0)
    o.cancel()
    try:
        await o
    except asyncio.CancelledError:
        pass
    await asyncio.sleep(0.02)
    gc.collect()
    loop.set_exception_handler(None)
    return out


print(asyncio.run(main()))
