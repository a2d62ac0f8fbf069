import asyncio


def main():
    log = []

    async def w():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            log.append("leftover cancelled")
            raise
        finally:
            log.append("finally")

    async def main():
        asyncio.create_task(w())
        await asyncio.sleep(0)
        log.append("main returns")
        return 1
    return (asyncio.run(main()), log)


print(main())
