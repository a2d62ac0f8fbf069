import asyncio


async def main():
    loop = asyncio.get_running_loop()

    def th():
        return asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01, "v"), loop).result(1)
    return await asyncio.to_thread(th)


print(asyncio.run(main()))
