import asyncio


def main():

    async def w():
        raise SystemExit(4)

    async def main():
        k = asyncio.create_task(w())
        try:
            await asyncio.sleep(1)
        except BaseException as e:
            print("main saw", repr(e))
            raise
    asyncio.run(main())


print(main())
