import asyncio
import contextvars


async def main():
    v = contextvars.ContextVar("v", default=0)

    async def w():
        v.set(99)
    await w()
    return v.get()


print(asyncio.run(main()))
