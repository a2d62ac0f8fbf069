import asyncio


async def main():
    c = asyncio.Condition()
    log = []

    async def w():
        async with c:
            try:
                await c.wait()
            except asyncio.CancelledError:
                log.append(("locked in except", c.locked()))
                raise
    k = asyncio.create_task(w())
    await asyncio.sleep(0)
    k.cancel()
    try:
        await k
    except asyncio.CancelledError:
        pass
    return (log, c.locked())


print(asyncio.run(main()))
