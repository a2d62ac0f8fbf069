import asyncio


async def main():
    b = asyncio.Barrier(2)
    r = await asyncio.gather(b.wait(), b.wait())
    out = [sorted(r), b.n_waiting, b.broken]
    k = asyncio.create_task(b.wait())
    await asyncio.sleep(0)
    await b.abort()
    try:
        await k
    except asyncio.BrokenBarrierError as e:
        out.append(repr(e))
    return out


print(asyncio.run(main()))
