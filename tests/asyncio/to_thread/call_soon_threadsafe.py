import asyncio
import threading


async def main():
    loop = asyncio.get_running_loop()
    event, seen = asyncio.Event(), []

    def from_thread():
        for i in range(3):
            loop.call_soon_threadsafe(seen.append, i)
        loop.call_soon_threadsafe(event.set)

    thread = threading.Thread(target=from_thread)
    thread.start()
    await event.wait()
    thread.join()
    print(seen)


asyncio.run(main())
