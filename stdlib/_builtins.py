"""Builtins whose work is a coroutine or generator."""


async def anext_or_default(iterator, default):
    try:
        return await iterator.__anext__()
    except StopAsyncIteration:
        return default


async def drive(step):
    return await step
