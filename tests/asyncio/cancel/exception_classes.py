import asyncio


async def main():
    return (issubclass(asyncio.CancelledError, Exception), asyncio.CancelledError.__mro__[1].__name__, asyncio.TimeoutError is TimeoutError, [c.__name__ for c in TimeoutError.__mro__])


print(asyncio.run(main()))
