import asyncio


async def a(x):
    return x


class C:
    async def m(self):
        pass


async def main():
    a(1)
    C().m()
    asyncio.sleep(1)


asyncio.run(main())
