import asyncio
import gc


async def main():
    done = []

    async def w():
        await asyncio.sleep(0.01)
        done.append(1)
    asyncio.create_task(w())
    gc.collect()
    await asyncio.sleep(0.03)
    return done


print(asyncio.run(main()))
