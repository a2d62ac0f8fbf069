"""What the prompt needs of the library: running an input inside the event loop, so that it can create tasks."""

from types import CoroutineType


async def evaluate(function):
    result = function()
    return await result if isinstance(result, CoroutineType) else result
