import asyncio


async def g():
    yield 1
    await asyncio.sleep(0)
    raise ValueError("from agen")


async def main():
    try:
        async for x in g():
            print(x)
    except ValueError as e:
        print(e)
    a = g()
    try:
        async for x in a:
            raise KeyError("from the loop")
    except KeyError as e:
        print(e)
    try:
        await anext(a)
    except ValueError as e:
        print("still there:", e)
    try:
        [x async for x in g()]
    except ValueError as e:
        print("comprehension", e)


asyncio.run(main())
