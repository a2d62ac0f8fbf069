import asyncio


def main():

    async def f():
        return 1
    r = asyncio.Runner()
    a = r.run(f())
    r.close()
    try:
        r.run(f())
    except RuntimeError as e:
        return (a, str(e))


print(main())
