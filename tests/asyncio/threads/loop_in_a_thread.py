import asyncio
import threading


async def add(a, b):
    await asyncio.sleep(0.01)
    return a + b


async def bad():
    raise ValueError("in the other loop")


loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()
print(asyncio.run_coroutine_threadsafe(add(1, 2), loop).result())
futures = [asyncio.run_coroutine_threadsafe(add(n, n), loop) for n in range(5)]
print([f.result(timeout=5) for f in futures])
try:
    asyncio.run_coroutine_threadsafe(bad(), loop).result()
except ValueError as e:
    print(e)
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
print(thread.is_alive(), loop.is_closed())
