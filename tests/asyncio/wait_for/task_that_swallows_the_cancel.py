import asyncio


async def main():

    async def w():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "value in cleanup"
    k = asyncio.create_task(w())
    try:
        r = await asyncio.wait_for(k, 0.01)
    except TimeoutError:
        r = "TimeoutError"
    return (r, k.done(), k.cancelled())


print(asyncio.run(main()))
