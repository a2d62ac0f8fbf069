import asyncio


async def main():

    def g():
        yield

    async def ag():
        yield
    x = asyncio.sleep(0)
    r = (asyncio.iscoroutine(g()), asyncio.iscoroutine(ag()), asyncio.iscoroutine(x), asyncio.isfuture(asyncio.get_running_loop().create_future()))
    x.close()
    return r


print(asyncio.run(main()))
