import asyncio


class Sync:
    def __enter__(self): pass
    def __exit__(self, *a): pass


class OnlyEnter:
    async def __aenter__(self): pass


class NotAwaitable:
    def __aenter__(self):
        return 5

    def __aexit__(self, *a):
        return 6


class ExitNotAwaitable:
    async def __aenter__(self): pass

    def __aexit__(self, *a):
        return 6


async def main():
    for cm in (5, Sync(), OnlyEnter(), NotAwaitable(), ExitNotAwaitable()):
        try:
            async with cm:
                pass
        except TypeError as e:
            print(e)


asyncio.run(main())
