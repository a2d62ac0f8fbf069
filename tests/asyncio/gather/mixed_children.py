# Children that are coroutines, tasks, futures, done ones and repeated ones; who sees which exception.
import asyncio


async def value(x, turns=1):
    for _ in range(turns):
        await asyncio.sleep(0)
    return x


async def fail(error, turns=1):
    for _ in range(turns):
        await asyncio.sleep(0)
    raise error


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return 'awaitable'


async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    done.set_result('done')
    later = loop.create_future()
    loop.call_soon(later.set_result, 'later')
    task = asyncio.create_task(value('task'))
    print(await asyncio.gather(value(1), task, done, later, task, Awaitable(), asyncio.sleep(0, 'slept')))
    print(await asyncio.gather(done, done))

    failed = loop.create_future()
    failed.set_exception(KeyError('before'))
    slow = asyncio.create_task(value('slow', 5))
    try:
        await asyncio.gather(slow, failed)
    except KeyError as error:
        print(repr(error), slow.done())
    print(await slow)

    print(await asyncio.gather(fail(ValueError(1)), value(2), failed, return_exceptions=True))
    cancelled = asyncio.create_task(value('never', 100))
    both = asyncio.gather(cancelled, value(3, 3), return_exceptions=True)
    await asyncio.sleep(0)
    cancelled.cancel('enough')
    results = await both
    print(type(results[0]).__name__, results[0].args, results[1])

    outer = asyncio.gather(fail(ValueError('late'), 3), fail(ValueError('early'), 1))
    try:
        await outer
    except ValueError as error:
        print(error, outer.done(), outer.exception() is error)

    outer = asyncio.gather(value(1, 50), value(2, 50))
    outer.add_done_callback(lambda f: print('callback', f.cancelled()))
    await asyncio.sleep(0)
    print(outer.cancel('stop'), outer.done())
    try:
        await outer
    except asyncio.CancelledError as error:
        print('cancelled', outer.cancelled())
    empty = asyncio.gather()
    print(empty.done(), await empty)
    other = asyncio.new_event_loop()
    try:
        asyncio.gather(other.create_future(), done)
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
    other.close()


asyncio.run(main())
