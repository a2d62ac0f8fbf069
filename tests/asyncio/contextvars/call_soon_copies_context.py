import asyncio
import contextvars


async def main():
    v = contextvars.ContextVar("v", default=0)
    out = []
    v.set(1)
    asyncio.get_running_loop().call_soon(lambda: out.append(v.get()))
    v.set(2)
    await asyncio.sleep(0)
    return out


print(asyncio.run(main()))
