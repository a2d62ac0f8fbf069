import asyncio


def main():

    async def w():
        try:
            await asyncio.sleep(10)
        finally:
            raise ValueError("x")

    async def main():
        asyncio.create_task(w())
        await asyncio.sleep(0)
        return 1
    return asyncio.run(main())


print(main())
