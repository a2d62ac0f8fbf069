import asyncio


class C:
    n = 1

    async def m(self, x):
        await asyncio.sleep(0)
        return self.n + x

    @classmethod
    async def k(cls):
        return cls.__name__

    @staticmethod
    async def s():
        return "static"

    @property
    async def p(self):
        return "property"

    async def __call__(self):
        return "called"


class D(C):
    async def m(self, x):
        return "D", await super().m(x)


async def main():
    c = D()
    print(await c.m(2), await D.k(), await C.s(), await c.p, await c())
    f = lambda x: c.m(x)
    print(await f(5))

    async def closure():
        nonlocal total
        total += 1
        return total

    total = 0
    print(await closure(), await closure(), total)


asyncio.run(main())
