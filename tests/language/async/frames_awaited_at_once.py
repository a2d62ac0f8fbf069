# Coroutines awaited where they are called: before and after they first wait, whatever they handle or raise meanwhile.
import asyncio
import gc
import sys
import traceback


def current():
    error = sys.exception()
    return None if error is None else repr(error)


async def wait(turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    return turns


async def leaf(turns, *, fail=False, label='leaf'):
    scratch = [label, turns]
    await wait(turns)
    gc.collect()
    if fail:
        raise KeyError(label)
    return scratch


async def arguments():
    print(await leaf(0), await leaf(1), await leaf(turns=2, label='named'))
    print(await leaf(*[1], **{'label': 'spread'}))
    try:
        await leaf()
    except TypeError as error:
        print(error)


async def handling(turns):
    try:
        raise ValueError('outer')
    except ValueError:
        print('before', current())
        try:
            await leaf(turns, fail=True)
        except KeyError as error:
            print('inside', current(), repr(error.__context__))
            await leaf(turns)
            print('inside', current())
        print('after', current())
        await inner_handling(turns)
        print('after', current())
        try:
            raise
        except ValueError as error:
            print('again', repr(error))
    print('left', current())


async def inner_handling(turns):
    print('inherited', current())
    try:
        raise IndexError('inner')
    except IndexError as error:
        await wait(turns)
        print('inner', current(), repr(error.__context__))
    print('inherited', current())


async def stops(turns):
    await wait(turns)
    raise StopIteration('early')


async def converts(turns):
    try:
        await stops(turns)
    except RuntimeError as error:
        print(error, repr(error.__cause__))


async def returns_from_handler(turns):
    try:
        raise ValueError
    except ValueError:
        await wait(turns)
        return current()


async def tree(n):
    return n if n < 2 else await tree(n - 1) + await tree(n - 2)


async def late_tree(n):
    if n < 2:
        await asyncio.sleep(0)
        return n
    return await late_tree(n - 1) + await late_tree(n - 2)


async def down(n, waits):
    if waits:
        await asyncio.sleep(0)
    return await down(n + 1, waits)


async def traced(turns):
    await middle(turns)


async def middle(turns):
    await leaf(turns, fail=True)


class Thing:
    async def method(self, n):
        return await self.other(n) + 1

    async def other(self, n):
        await asyncio.sleep(0)
        return n


async def reentered():
    try:
        running.send(None)
    except ValueError as error:
        print(error, running.cr_running)


async def outermost():
    await reentered()


async def cancelled_inside():
    try:
        await wait(1000)
    finally:
        print('cleaning', current())
        await wait(2)
        print('cleaned', current())


async def main():
    await arguments()
    for turns in 0, 2:
        await handling(turns)
        await converts(turns)
        print(await returns_from_handler(turns), current())
        try:
            await traced(turns)
        except KeyError:
            lines = traceback.format_exc().splitlines()
            print([line.split(' in ')[1] for line in lines if line.startswith('  File')])
    print(await tree(12), await late_tree(8))
    for waits in False, True:
        try:
            await down(0, waits)
        except RecursionError as error:
            print(type(error).__name__)
    thing = Thing()
    print([await thing.method(n) for n in range(3)])
    task = asyncio.create_task(cancelled_inside())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print('cancelled', current())


asyncio.run(main())
running = outermost()
try:
    running.send(None)
except StopIteration:
    print('done')
