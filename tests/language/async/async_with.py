import asyncio


class CM:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        await asyncio.sleep(0)
        print("enter", self.name)
        return self.name.upper()

    async def __aexit__(self, kind, value, tb):
        await asyncio.sleep(0)
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow


async def main():
    async with CM("a") as a, CM("b") as b:
        print(a, b)
    async with CM("c", swallow=True):
        raise ValueError("swallowed")
    try:
        async with (
            CM("d"),
            CM("e") as e,
        ):
            raise KeyError(e)
    except KeyError as error:
        print("outside", error)
    for _ in range(2):
        async with CM("loop"):
            continue
    async with CM("return"):
        return "returned"


print(asyncio.run(main()))
