import asyncio


def main():

    async def main():
        raise KeyboardInterrupt
    asyncio.run(main())


print(main())
