import asyncio


async def g():
    await asyncio.sleep(0.01)
    yield 1


async def main():
    a = g()
    task = asyncio.create_task(anext(a))
    await asyncio.sleep(0)
    for operation in (anext(a), a.asend(None), a.aclose(), a.athrow(ValueError)):
        try:
            await operation
        except RuntimeError as e:
            print(e)
    print(await task)


asyncio.run(main())
