import asyncio


async def main():
    calls = []

    async def w():
        calls.append(1)
        return 7
    k = asyncio.ensure_future(w())
    r = await asyncio.gather(k, k)
    e = asyncio.gather()
    return (r, len(calls), await e)


print(asyncio.run(main()))
