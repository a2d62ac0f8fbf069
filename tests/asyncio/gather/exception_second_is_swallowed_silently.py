import asyncio
import gc


async def main():
    out = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: out.append(c["message"]))

    async def bad(n):
        await asyncio.sleep(0.01 * n)
        raise ValueError(n)
    try:
        await asyncio.gather(bad(1), bad(2))
    except ValueError as e:
        out.append(repr(e))
    await asyncio.sleep(0.03)
    gc.collect()
    loop.set_exception_handler(None)
    return out


print(asyncio.run(main()))
