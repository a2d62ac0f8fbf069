import asyncio
import gc


def gen(n):
    held = [str(i) for i in range(n)]
    while True:
        n = yield held[n % len(held)]
        held.append("x" * 3)


async def task(n):
    held = {i: [i] for i in range(n)}
    await asyncio.sleep(0)
    gc.collect()
    extra = [held[i][0] for i in held]
    await asyncio.sleep(0.001)
    return sum(extra) + len(held)


async def main():
    gs = [gen(i + 1) for i in range(50)]
    [next(g) for g in gs]
    results = await asyncio.gather(*(task(n) for n in range(50)))
    gc.collect()
    print(sum(results), [g.send(i) for i, g in enumerate(gs)][:5], gs[40].send(41))


asyncio.run(main())
