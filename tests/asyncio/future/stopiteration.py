import asyncio


async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_exception(StopIteration)
    try:
        await f
    except BaseException as e:
        return (repr(e), repr(e.__cause__))


print(asyncio.run(main()))
