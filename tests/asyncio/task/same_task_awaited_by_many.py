import asyncio


async def slow():
    await asyncio.sleep(0.01)
    return object()


async def waiter(t):
    return await t


async def main():
    t = asyncio.create_task(slow())
    results = await asyncio.gather(*(waiter(t) for _ in range(5)))
    print(len(set(map(id, results))), t.done())


asyncio.run(main())
