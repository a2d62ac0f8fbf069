import asyncio


async def main():

    async def w():
        return 7
    c = w()
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


print(asyncio.run(main()))
