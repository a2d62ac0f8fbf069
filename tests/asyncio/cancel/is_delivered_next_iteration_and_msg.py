import asyncio


async def main():
    log = []

    async def w():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            log.append(("caught", e.args))
            raise
    x = asyncio.create_task(w())
    await asyncio.sleep(0)
    r = x.cancel("why")
    log.append(("cancel returned", r, "cancelled()", x.cancelled(), "cancelling", x.cancelling()))
    try:
        await x
    except asyncio.CancelledError as e:
        log.append(("outer", e.args))
    log.append(("cancelled()", x.cancelled(), "cancel again", x.cancel()))
    return log


print(asyncio.run(main()))
