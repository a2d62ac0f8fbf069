# What is being handled belongs to each task, whatever other tasks raise and handle meanwhile.
import asyncio
import sys


async def first(log):
    try:
        raise ValueError("first")
    except ValueError:
        await asyncio.sleep(0.02)
        log.append(repr(sys.exc_info()[1]))
        try:
            try:
                {}["inner"]
            except KeyError as e:
                await asyncio.sleep(0)
                log.append((repr(e), repr(e.__context__)))
                raise RuntimeError("new")
        except RuntimeError as e:
            log.append((repr(e), repr(e.__context__), repr(e.__context__.__context__)))
        await asyncio.sleep(0)
        try:
            raise
        except ValueError as e:
            log.append(("bare", repr(e), repr(e.__context__)))
    log.append(sys.exc_info()[1])


async def second(log):
    for i in range(10):
        try:
            raise TypeError(i)
        except TypeError as e:
            await asyncio.sleep(0.004)
            if repr(sys.exc_info()[1]) != repr(e) or e.__context__ is not None:
                log.append(("mixed up", i))
        if sys.exc_info()[1] is not None:
            log.append(("left over", i))


async def main():
    log = []
    await asyncio.gather(first(log), second(log))
    for entry in log:
        print(entry)


asyncio.run(main())
