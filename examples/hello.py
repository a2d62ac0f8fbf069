"""Says hello, waits a second without blocking anything, and finishes the sentence."""
import asyncio


async def main():
    print("hello")
    await asyncio.sleep(1)
    print("world")


asyncio.run(main())
