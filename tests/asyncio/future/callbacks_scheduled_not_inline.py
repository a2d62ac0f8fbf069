import asyncio


async def main():
    log = []
    f = asyncio.get_running_loop().create_future()
    f.add_done_callback(lambda _: log.append("cb"))
    f.set_result(1)
    log.append("after set")
    await asyncio.sleep(0)
    return log


print(asyncio.run(main()))
