import asyncio


async def main():
    f = asyncio.get_running_loop().create_future()

    async def w():
        try:
            return await f
        except asyncio.CancelledError:
            return "cancelled although future done"
    x = asyncio.create_task(w())
    await asyncio.sleep(0)
    f.set_result(1)
    r = x.cancel()
    return (r, await x)


print(asyncio.run(main()))
