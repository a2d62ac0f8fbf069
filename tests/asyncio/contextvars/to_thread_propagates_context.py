import asyncio
import contextvars


async def main():
    v = contextvars.ContextVar("v", default=0)
    v.set(5)
    return await asyncio.to_thread(v.get)


print(asyncio.run(main()))
