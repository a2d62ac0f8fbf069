import asyncio
import contextvars


def main():
    with asyncio.Runner() as r:
        v = contextvars.ContextVar("v", default=0)

        async def s():
            v.set(5)

        async def g():
            return v.get()
        r.run(s())
        return (r.run(g()), r.get_loop().is_running())


print(main())
