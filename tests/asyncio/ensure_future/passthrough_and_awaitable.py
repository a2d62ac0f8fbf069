import asyncio


async def main():

    class A:

        def __await__(self):
            yield from asyncio.sleep(0).__await__()
            return 4
    k = asyncio.create_task(asyncio.sleep(0))
    r = asyncio.ensure_future(k) is k
    await k
    try:
        asyncio.create_task(A())
        e = "accepted"
    except TypeError as x:
        e = str(x)
    return (r, await asyncio.ensure_future(A()), e.split("<")[0])


print(asyncio.run(main()))
