import asyncio


async def consumer(condition, items, name):
    async with condition:
        await condition.wait_for(lambda: items)
        print(name, "takes", items.pop())


async def main():
    condition, items = asyncio.Condition(), []
    tasks = [asyncio.create_task(consumer(condition, items, n)) for n in "abc"]
    await asyncio.sleep(0)
    async with condition:
        items.append(1)
        condition.notify()
    await asyncio.sleep(0.01)
    print([t.done() for t in tasks])
    async with condition:
        items.extend([2, 3])
        condition.notify_all()
    await asyncio.gather(*tasks)
    for call in (condition.notify, condition.notify_all, condition.release):
        try:
            call()
        except RuntimeError as e:
            print(e)
    try:
        await condition.wait()
    except RuntimeError as e:
        print(e)


asyncio.run(main())
