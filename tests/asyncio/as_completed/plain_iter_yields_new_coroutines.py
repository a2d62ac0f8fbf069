import asyncio


async def main():

    async def w(n):
        await asyncio.sleep(n / 100)
        return n
    out = []
    for c in asyncio.as_completed([w(2), w(1)]):
        out.append((type(c).__name__, await c))
    return out


print(asyncio.run(main()))
