import asyncio


async def work(n):
    await asyncio.sleep(0.01 * n)
    return n * n


async def main():
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(work(n), name=f"t{n}") for n in range(4)]
        print("body", [t.done() for t in tasks])
    print([t.result() for t in tasks], [t.get_name() for t in tasks])
    async with asyncio.TaskGroup():
        pass
    async with asyncio.TaskGroup() as tg:
        async def spawn(depth):
            if depth:
                tg.create_task(spawn(depth - 1))
                tg.create_task(spawn(depth - 1))
            spawned.append(depth)
        spawned = []
        tg.create_task(spawn(3))
    print(len(spawned))


asyncio.run(main())
