import asyncio


async def work(n, totals):
    for _ in range(n % 4):
        await asyncio.sleep(0)
    totals.append(n)
    return n


async def main():
    totals = []
    results = await asyncio.gather(*(work(n, totals) for n in range(2000)))
    print(sum(results), sum(totals), totals == results, totals[:3], totals[-1])


asyncio.run(main())
