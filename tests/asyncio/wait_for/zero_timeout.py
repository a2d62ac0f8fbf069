import asyncio


async def main():
    log = []

    async def w():
        log.append("ran")
        return 1
    try:
        r = await asyncio.wait_for(w(), 0)
    except TimeoutError:
        r = "TimeoutError"
    f = asyncio.get_running_loop().create_future()
    f.set_result(9)
    return (r, log, await asyncio.wait_for(f, 0))


print(asyncio.run(main()))
