import asyncio


async def main():

    async def w():
        await asyncio.sleep(0.01)
        return "ok"
    a = asyncio.create_task(w())
    b = asyncio.create_task(w())
    g = asyncio.gather(a, b)
    await asyncio.sleep(0)
    a.cancel()
    try:
        await g
    except asyncio.CancelledError as e:
        r = "gather raised CancelledError"
    await b
    return (r, g.cancelled(), b.result())


print(asyncio.run(main()))
