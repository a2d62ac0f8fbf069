import asyncio


def main():

    async def main():
        a = asyncio.create_task(asyncio.sleep(0))
        return [n for n in dir(a) if not n.startswith("_")]
    return asyncio.run(main())


print(main())
