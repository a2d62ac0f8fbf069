import asyncio


async def main():

    async def w():
        raise ValueError("e")
    k = asyncio.create_task(w(), eager_start=True)
    d = k.done()
    try:
        await k
    except ValueError:
        return (d, "raised at await not at create")


print(asyncio.run(main()))
