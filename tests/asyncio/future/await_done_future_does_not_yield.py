import asyncio


async def main():
    log = []
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    asyncio.get_running_loop().call_soon(lambda: log.append("cb"))
    await f
    log.append("after await")
    await asyncio.sleep(0)
    return log


print(asyncio.run(main()))
