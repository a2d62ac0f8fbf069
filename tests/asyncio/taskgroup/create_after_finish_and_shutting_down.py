import asyncio


async def main():
    out = []
    async with asyncio.TaskGroup() as tg:
        pass
    c = asyncio.sleep(0)
    try:
        tg.create_task(c)
    except RuntimeError as e:
        out.append(str(e).split(">")[-1])
    c.close()

    async def spawner(tg):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            c = asyncio.sleep(0)
            try:
                tg.create_task(c)
            except RuntimeError as e:
                out.append(str(e).split(">")[-1])
            raise

    async def bad():
        await asyncio.sleep(0.01)
        raise ValueError
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(spawner(tg))
            tg.create_task(bad())
    except* ValueError:
        pass
    return out


print(asyncio.run(main()))
