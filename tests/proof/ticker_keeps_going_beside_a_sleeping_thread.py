import asyncio
import threading
import time


async def ticker(gaps):
    last = time.monotonic()
    while True:
        await asyncio.sleep(0.01)
        now = time.monotonic()
        gaps.append(now - last)
        last = now


async def main():
    gaps, log = [], []

    def work():
        for i in range(3):
            time.sleep(0.1)
            log.append(i)

    task = asyncio.create_task(ticker(gaps))
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        await asyncio.sleep(0.005)
    thread.join()
    task.cancel()
    print(log, len(gaps) >= 10, max(gaps) < 0.5)


asyncio.run(main())
