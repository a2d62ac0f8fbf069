import asyncio

print([c.__name__ for c in asyncio.CancelledError.__mro__])
print(asyncio.TimeoutError is TimeoutError, [c.__name__ for c in asyncio.IncompleteReadError.__mro__])
for name in ("InvalidStateError", "QueueEmpty", "QueueFull", "QueueShutDown", "LimitOverrunError", "BrokenBarrierError"):
    c = getattr(asyncio, name)
    print(name, c.__mro__[1].__name__, c.__name__)
e = asyncio.IncompleteReadError(b"ab", 5)
print(e, e.partial, e.expected, asyncio.IncompleteReadError(b"", None))
