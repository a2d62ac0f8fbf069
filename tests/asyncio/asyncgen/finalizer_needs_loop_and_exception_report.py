import asyncio
import gc


async def main():
    out = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: out.append(c["message"]))

    async def g():
        try:
            yield 1
        finally:
            raise ValueError("in finally")
    async for _ in g():
        break
    gc.collect()
    await asyncio.sleep(0.01)
    loop.set_exception_handler(None)
    return out


print(asyncio.run(main()))
