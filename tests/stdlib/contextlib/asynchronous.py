import asyncio
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, nullcontext


@asynccontextmanager
async def tag(n):
    print("open", n)
    try:
        yield n
    except ValueError as e:
        print("caught", e)
    finally:
        await asyncio.sleep(0)
        print("close", n)


async def gen():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


async def note(x):
    print("callback", x)


async def main():
    async with tag("a") as a:
        print(a)
    async with tag("b"):
        raise ValueError("v")
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(tag("c"))
        stack.push_async_callback(note, 5)
        stack.callback(print, "sync callback")
    async with aclosing(gen()) as g:
        async for x in g:
            print(x)
            break
    async with nullcontext("n") as n:
        print(n)


asyncio.run(main())
