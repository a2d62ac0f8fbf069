import asyncio


async def waiter(event, name, log):
    print(name, await event.wait())
    log.append(name)


async def main():
    event, log = asyncio.Event(), []
    tasks = [asyncio.create_task(waiter(event, n, log)) for n in "abc"]
    await asyncio.sleep(0)
    print(event.is_set(), log)
    event.set()
    event.set()
    await asyncio.gather(*tasks)
    print(event.is_set(), log, await event.wait())
    event.clear()
    print(event.is_set())
    print(repr(event).split(" ")[-1])


asyncio.run(main())
