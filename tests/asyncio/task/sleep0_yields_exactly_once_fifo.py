import asyncio


async def main():
    log = []

    async def w(n):
        for i in range(3):
            log.append(f"{n}{i}")
            await asyncio.sleep(0)
    await asyncio.gather(w("a"), w("b"))
    return log


print(asyncio.run(main()))
