import asyncio


async def after(delay, value):
    await asyncio.sleep(delay)
    if value is None:
        raise ValueError("none")
    return value


async def main():
    tasks = [asyncio.create_task(after(d, v)) for d, v in ((0.01, "a"), (0.2, "b"))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    done, pending = await asyncio.wait(pending)
    print([t.result() for t in done], pending)
    tasks = [asyncio.create_task(after(d, v)) for d, v in ((0.01, None), (0.5, "b"))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print([repr(t.exception()) for t in done], len(pending))
    for t in pending:
        t.cancel()
    done, pending = await asyncio.wait(pending, timeout=1)
    print([t.cancelled() for t in done], pending)
    c = after(0, 1)
    try:
        await asyncio.wait([c])
    except TypeError as e:
        print(e)
    c.close()


asyncio.run(main())
