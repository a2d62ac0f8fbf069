import asyncio


async def main():

    async def w():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "value in cleanup"
    try:
        return await asyncio.wait_for(w(), 0.01)
    except TimeoutError:
        return "TimeoutError"


print(asyncio.run(main()))
