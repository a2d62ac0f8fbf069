import asyncio


async def f():
    raise StopIteration(5)


async def g():
    yield 1
    raise StopAsyncIteration("inside")


async def h():
    yield 1
    raise StopIteration("sync inside")


async def main():
    try:
        await f()
    except RuntimeError as e:
        print(e, repr(e.__cause__))
    for agen in (g(), h()):
        try:
            async for x in agen:
                print(x)
        except RuntimeError as e:
            print(e, repr(e.__cause__))


asyncio.run(main())
