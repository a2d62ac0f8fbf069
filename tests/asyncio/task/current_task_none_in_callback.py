import asyncio


async def main():
    out = []
    asyncio.get_running_loop().call_soon(lambda: out.append(asyncio.current_task()))
    await asyncio.sleep(0)
    return out


print(asyncio.run(main()))
