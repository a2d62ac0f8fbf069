import asyncio
import contextvars


async def main():
    v = contextvars.ContextVar("v", default=0)
    v.set(1)

    async def w():
        r = v.get()
        v.set(99)
        return r
    k = asyncio.create_task(w())
    v.set(2)
    return (await k, v.get())


print(asyncio.run(main()))
