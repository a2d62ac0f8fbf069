import asyncio
import threading
import time


def work(a, *, b=0):
    time.sleep(0.01)
    return a + b, threading.current_thread() is threading.main_thread()


def fails():
    raise ValueError("in thread")


async def main():
    print(await asyncio.to_thread(work, 1, b=2))
    try:
        await asyncio.to_thread(fails)
    except ValueError as e:
        print(e)
    print(await asyncio.gather(*(asyncio.to_thread(work, n) for n in range(3))))
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, work, 5), await asyncio.to_thread(lambda: sum(range(10))))


asyncio.run(main())
