import asyncio


async def fetch():
    return 1


async def main():
    fetch()
    print("called")
    x = fetch()
    print(await x)


asyncio.run(main())
