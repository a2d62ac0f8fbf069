import asyncio


async def main():
    f = asyncio.get_running_loop().create_future()
    it = f.__await__()
    print(next(it) is f)
    f.set_result("done")
    try:
        next(it)
    except StopIteration as e:
        print(e.value)
    g = asyncio.get_running_loop().create_future()
    it = iter(g)
    next(it)
    try:
        next(it)
    except RuntimeError as e:
        print(e)


asyncio.run(main())
