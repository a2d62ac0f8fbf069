import asyncio


async def main():

    async def w(n):
        await asyncio.sleep(n / 100)
        return n
    ks = [asyncio.create_task(w(n), name=str(n)) for n in (3, 1, 2)]
    out = []
    async for k in asyncio.as_completed(ks):
        out.append((k in ks, k.result()))
    return out


print(asyncio.run(main()))
