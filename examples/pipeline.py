"""Producers, workers and a consumer, joined by queues that hold the fast ones back."""
import asyncio

DONE = object()


async def produce(name, count, jobs):
    for n in range(count):
        await jobs.put((name, n))
    print(f"{name} produced {count} jobs")


async def work(jobs, results):
    while True:
        name, n = await jobs.get()
        await asyncio.sleep(0.001 * (n % 3))
        await results.put((name, n, n * n))
        jobs.task_done()


async def collect(results):
    totals = {}
    while (result := await results.get()) is not DONE:
        name, _, square = result
        count, total = totals.get(name, (0, 0))
        totals[name] = count + 1, total + square
    return totals


async def main():
    jobs, results = asyncio.Queue(maxsize=4), asyncio.Queue(maxsize=2)
    workers = [asyncio.create_task(work(jobs, results)) for _ in range(3)]
    collector = asyncio.create_task(collect(results))

    await produce("squares", 10, jobs)
    await produce("more squares", 5, jobs)
    await jobs.join()
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    await results.put(DONE)
    for name, (count, total) in (await collector).items():
        print(f"{name}: {count} results, sum {total}")


asyncio.run(main())
