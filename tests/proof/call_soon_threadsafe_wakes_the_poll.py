import asyncio
import threading
import time


async def main():
    loop, event = asyncio.get_running_loop(), asyncio.Event()

    def wake():
        time.sleep(0.05)
        loop.call_soon_threadsafe(event.set)

    threading.Thread(target=wake).start()
    start = time.monotonic()
    await asyncio.wait_for(event.wait(), 5)
    print(0.03 < time.monotonic() - start < 1)


asyncio.run(main())
