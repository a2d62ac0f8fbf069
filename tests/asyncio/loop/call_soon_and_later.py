import asyncio


async def main():
    loop, log = asyncio.get_running_loop(), []
    loop.call_later(0.03, log.append, "later 3")
    loop.call_later(0.01, log.append, "later 1")
    loop.call_soon(log.append, "soon 1")
    cancelled = loop.call_soon(log.append, "never")
    loop.call_soon(log.append, "soon 2")
    cancelled.cancel()
    timer = loop.call_later(0.02, log.append, "never")
    timer.cancel()
    loop.call_at(loop.time() + 0.02, log.append, "at 2")
    print(cancelled.cancelled(), timer.cancelled(), timer.when() > 0)
    await asyncio.sleep(0.05)
    print(log)


asyncio.run(main())
