# One loop runs for ever in a thread; main waits for its results without a loop of its own.
import asyncio
import threading
import time


async def tick(n, log):
    for i in range(n):
        await asyncio.sleep(0.01)
        log.append(i)
    return n


loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever, daemon=True)
thread.start()
log, mine = [], []
future = asyncio.run_coroutine_threadsafe(tick(5, log), loop)
print(asyncio.run(tick(3, mine)), mine)
print(future.result(timeout=10), log)
second = asyncio.run_coroutine_threadsafe(asyncio.sleep(10), loop)
time.sleep(0.02)
print(second.cancel(), second.cancelled())
time.sleep(0.05)
loop.call_soon_threadsafe(loop.stop)
thread.join(10)
print(thread.is_alive())
