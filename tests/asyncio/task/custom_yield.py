import asyncio


async def main():

    class A:

        def __await__(self):
            yield 5
    try:
        await A()
    except RuntimeError as e:
        return str(e)


print(asyncio.run(main()))
