import asyncio


def main():

    class Aw:

        def __await__(self):
            return (yield from asyncio.sleep(0, "aw").__await__())
    return asyncio.run(Aw())


print(main())
