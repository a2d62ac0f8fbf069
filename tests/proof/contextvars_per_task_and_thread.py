import asyncio
import contextvars
import threading

v = contextvars.ContextVar("v", default="unset")


async def task(n):
    v.set(n)
    await asyncio.sleep(0.001)
    inside = await asyncio.to_thread(v.get)
    return v.get(), inside


async def main():
    v.set("main")
    print(await asyncio.gather(*(task(n) for n in range(3))), v.get())
    seen = []
    t = threading.Thread(target=lambda: seen.append(v.get()))
    t.start()
    t.join()
    loop = asyncio.get_running_loop()
    print(seen, await loop.run_in_executor(None, v.get))


asyncio.run(main())
print(v.get())
