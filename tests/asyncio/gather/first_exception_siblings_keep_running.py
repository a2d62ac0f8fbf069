import asyncio


async def main():
    log = []

    async def bad():
        await asyncio.sleep(0.01)
        raise ValueError("x")

    async def slow():
        await asyncio.sleep(0.03)
        log.append("slow finished")
    try:
        await asyncio.gather(bad(), slow())
    except ValueError as e:
        log.append(repr(e))
    await asyncio.sleep(0.04)
    return log


print(asyncio.run(main()))
