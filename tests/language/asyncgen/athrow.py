import asyncio


async def g():
    while True:
        try:
            yield "waiting"
        except ValueError as e:
            await asyncio.sleep(0)
            yield f"handled {e}"


async def main():
    a = g()
    print(await anext(a), await a.athrow(ValueError("v")), await anext(a))
    try:
        await a.athrow(KeyError("k"))
    except KeyError as e:
        print("out", e)
    try:
        await anext(a)
    except StopAsyncIteration:
        print("finished")
    b = g()
    try:
        await b.athrow(ValueError("unstarted"))
    except ValueError as e:
        print(e)
    print([x async for x in b])


asyncio.run(main())
