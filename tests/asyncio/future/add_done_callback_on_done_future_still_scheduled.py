import asyncio


async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    log = []
    f.add_done_callback(lambda _: log.append("cb"))
    log.append("sync")
    await asyncio.sleep(0)
    return log


print(asyncio.run(main()))
