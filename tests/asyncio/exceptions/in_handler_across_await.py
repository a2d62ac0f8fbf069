import asyncio
import sys


async def handles(name, error, pause, log):
    try:
        raise error
    except type(error) as e:
        await pause.wait()
        log.append((name, type(sys.exc_info()[1]).__name__, sys.exc_info()[1] is e))
        try:
            raise RuntimeError(name)
        except RuntimeError as inner:
            log.append((name, type(inner.__context__).__name__))
        try:
            raise
        except Exception as again:
            log.append((name, again is e))
    log.append((name, sys.exc_info()[1]))


async def main():
    log, pause = [], asyncio.Event()
    tasks = [asyncio.create_task(handles(n, e, pause, log)) for n, e in (("a", ValueError()), ("b", KeyError()))]
    await asyncio.sleep(0)
    log.append(sys.exc_info()[1])
    pause.set()
    await asyncio.gather(*tasks)
    for entry in log:
        print(entry)


asyncio.run(main())
