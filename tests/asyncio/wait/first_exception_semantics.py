import asyncio


async def main():

    async def ok():
        await asyncio.sleep(0.01)

    async def bad():
        await asyncio.sleep(0.02)
        raise ValueError

    async def slow():
        await asyncio.sleep(0.2)
    ks = [asyncio.create_task(c()) for c in (ok, bad, slow)]
    d, p = await asyncio.wait(ks, return_when=asyncio.FIRST_EXCEPTION)
    r = (len(d), len(p))
    [k.cancel() for k in p]
    [k.exception() for k in d]
    return r


print(asyncio.run(main()))
