import asyncio


class NoAnext:
    def __aiter__(self):
        return 5


class AiterIsCoroutine:
    async def __aiter__(self):
        return self


class AnextNotAwaitable:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 1


class Raises:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise ValueError("anext")


async def agen():
    yield 1


async def main():
    for x in ([1], NoAnext(), AnextNotAwaitable(), Raises()):
        try:
            async for _ in x:
                print("never")
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
    try:
        for _ in agen():
            pass
    except TypeError as e:
        print(e)


asyncio.run(main())
