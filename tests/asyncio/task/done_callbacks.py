import asyncio


async def work():
    await asyncio.sleep(0)
    return 5


async def main():
    log = []
    t = asyncio.create_task(work())
    first = lambda f: log.append(("first", f.result()))
    t.add_done_callback(first)
    t.add_done_callback(lambda f: log.append(("second", f is t)))
    t.add_done_callback(print)
    print(t.remove_done_callback(print), t.remove_done_callback(print))
    await t
    log.append("after await")
    await asyncio.sleep(0)
    print(log)


asyncio.run(main())
