import asyncio


async def main():
    k = asyncio.create_task(asyncio.sleep(0))
    n = k.get_name()
    k.set_name("x")
    r = repr(k).split(" coro")[0]
    await k
    return (n.startswith("Task-"), r, k.get_coro() is not None, k.get_context() is not None)


print(asyncio.run(main()))
