import asyncio


async def echo():
    got = None
    while got != "stop":
        got = yield f"got {got}"
        await asyncio.sleep(0)


async def main():
    g = echo()
    try:
        await g.asend("too early")
    except TypeError as e:
        print(e)
    print(await g.asend(None), await g.asend("a"), await g.__anext__(), await g.asend("b"))
    try:
        await g.asend("stop")
    except StopAsyncIteration:
        print("ended")


asyncio.run(main())
