import asyncio


def main():
    log = []

    async def g():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            log.append("agen finally awaited at shutdown")

    async def main():
        global keep
        keep = g()
        await keep.__anext__()
        return "ok"
    return (asyncio.run(main()), log)


print(main())
