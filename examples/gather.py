"""Three tasks at once take as long as the slowest of them."""
import asyncio
import time


async def work(name, seconds):
    print(f"{name} starts")
    await asyncio.sleep(seconds)
    print(f"{name} is done")
    return f"{name}: {seconds} s"


async def main():
    start = time.monotonic()
    results = await asyncio.gather(
        work("slow", 0.3),
        work("quick", 0.1),
        work("medium", 0.2),
    )
    elapsed = time.monotonic() - start
    print(results)
    print("as long as the slowest:", 0.3 <= elapsed < 0.5)


asyncio.run(main())
