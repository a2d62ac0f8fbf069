import asyncio


async def main():

    async def w():
        try:
            await asyncio.sleep(10)
        except GeneratorExit:
            return "x"
    c = w()
    c.send(None)
    try:
        c.close()
        return "closed"
    except RuntimeError as e:
        return str(e)


print(asyncio.run(main()))
