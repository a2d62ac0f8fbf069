"""Waiting for several things, and what makes tasks of them."""
import _asyncio
from _asyncio import (
    CancelledError,
    Task,
    _get_running_loop,
    create_task,
    current_task,
    get_event_loop,
    get_running_loop,
    iscoroutine,
    isfuture,
)

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


def all_tasks(loop=None):
    """The set of tasks of a loop that are not done."""
    return set(_asyncio._task_list(loop))


def iscoroutinefunction(func):
    """Whether a function is an async one."""
    import inspect
    return inspect.iscoroutinefunction(func)


def ensure_future(coro_or_future, *, loop=None):
    """A future as it is, anything else awaitable as a task."""
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not hasattr(type(coro_or_future), "__await__") and type(coro_or_future).__name__ != "async_generator_asend":
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _await(coro_or_future)
    if loop is None:
        loop = get_event_loop()
    return loop.create_task(coro_or_future)


async def _await(awaitable):
    return await awaitable


def gather(*coros_or_futures, return_exceptions=False):
    """A future of the results of all."""
    if not coros_or_futures:
        loop = get_event_loop()
        outer = loop.create_future()
        outer.set_result([])
        return outer
    loop = _get_running_loop()
    children = _asyncio._start_all(loop, coros_or_futures)
    if children is None:
        known = {}
        children = []
        for item in coros_or_futures:
            child = known.get(id(item))
            if child is None:
                child = ensure_future(item, loop=loop)
                if loop is None:
                    loop = child.get_loop()
                known[id(item)] = child
            children.append(child)
    return _asyncio._gather(loop, tuple(children), return_exceptions)


def shield(arg):
    """A future of its own for something that shall not be cancelled with it."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_done(inner):
        if outer.cancelled():
            return
        if inner.cancelled():
            outer.cancel()
            return
        error = inner.exception()
        if error is not None:
            outer.set_exception(error)
        else:
            outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Waits for tasks and futures; two sets, done and pending."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = get_running_loop()
    for f in fs:
        if not isfuture(f):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    return await _wait(fs, timeout, return_when, loop)


async def _wait(fs, timeout, return_when, loop):
    left = sum(not f.done() for f in fs)
    if left and not any(_ends_wait(f, return_when) for f in fs if f.done()):
        waiter = loop.create_future()
        handle = None if timeout is None else loop.call_later(timeout, _release, waiter)

        def completed(f):
            nonlocal left
            left -= 1
            if left <= 0 or _ends_wait(f, return_when):
                if handle is not None:
                    handle.cancel()
                _release(waiter)

        for f in fs:
            f.add_done_callback(completed)
        try:
            await waiter
        finally:
            if handle is not None:
                handle.cancel()
            for f in fs:
                f.remove_done_callback(completed)
    done, pending = set(), set()
    for f in fs:
        (done if f.done() else pending).add(f)
    return done, pending


def _ends_wait(f, return_when):
    if return_when == FIRST_COMPLETED:
        return True
    if return_when == FIRST_EXCEPTION:
        return not f.cancelled() and _failed(f)
    return False


def _failed(f):
    return f.exception() is not None


def _release(waiter):
    if not waiter.done():
        waiter.set_result(None)


async def wait_for(fut, timeout):
    """Waits for something, at most so long."""
    if fut is not None and not isfuture(fut) and not iscoroutine(fut) and not hasattr(type(fut), "__await__"):
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    from .timeouts import timeout as limit
    async with limit(timeout):
        return await fut


async def _cancel_and_wait(fut):
    waiter = get_running_loop().create_future()

    def release(_):
        _release(waiter)

    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


class _AsCompleted:
    def __init__(self, fs, timeout):
        self._done = []
        self._waiters = []
        loop = get_event_loop()
        todo = set(ensure_future(f, loop=loop) for f in set(fs))
        self._loop = loop
        self._todo_left = len(todo)
        self._todo = todo
        self._timed_out = False
        self._timer = None
        for f in todo:
            f.add_done_callback(self._completed)
        if todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._expire)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._todo_left:
            raise StopAsyncIteration
        self._todo_left -= 1
        return await self._next()

    def __next__(self):
        if not self._todo_left:
            raise StopIteration
        self._todo_left -= 1
        return self._next_result()

    async def _next_result(self):
        return (await self._next()).result()

    async def _next(self):
        while not self._done:
            if self._timed_out:
                raise TimeoutError
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            finally:
                if waiter in self._waiters:
                    self._waiters.remove(waiter)
        return self._done.pop(0)

    def _completed(self, f):
        if f not in self._todo:
            return
        self._todo.remove(f)
        self._done.append(f)
        self._wake_one()
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    def _wake_one(self):
        while self._waiters:
            waiter = self._waiters.pop(0)
            if not waiter.done():
                waiter.set_result(None)
                return

    def _expire(self):
        self._timed_out = True
        for f in self._todo:
            f.remove_done_callback(self._completed)
        self._todo.clear()
        while self._waiters:
            self._wake_one()


def as_completed(fs, *, timeout=None):
    """An iterator over futures in the order they get done."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    return _AsCompleted(fs, timeout)


def run_coroutine_threadsafe(coro, loop):
    """Submits a coroutine to the loop of another thread; a concurrent.futures.Future."""
    if not iscoroutine(coro) and not hasattr(type(coro), "__await__"):
        raise TypeError("A coroutine object is required")
    from concurrent.futures import Future
    future = Future()

    def start():
        try:
            _chain(ensure_future(coro, loop=loop), future)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(start)
    return future


def _copy_outcome(source, target):
    if source.cancelled():
        target.cancel()
        if not isfuture(target):
            target.set_running_or_notify_cancel()
        return
    error = source.exception()
    if error is not None:
        target.set_exception(_of_asyncio(error))
    else:
        target.set_result(source.result())


def _of_asyncio(error):
    from concurrent.futures import CancelledError as Cancelled
    if type(error) is Cancelled and Cancelled is not CancelledError:
        return CancelledError(*error.args).with_traceback(error.__traceback__)
    return error


def _chain(source, target):
    source_loop = source.get_loop() if isfuture(source) else None
    target_loop = target.get_loop() if isfuture(target) else None

    def set_state(source):
        if isfuture(target):
            if not target.cancelled() and not target.done():
                _copy_outcome(source, target)
        elif not target.cancelled() and (target.running() or target.set_running_or_notify_cancel()):
            _copy_outcome(source, target)
        elif target.cancelled():
            target.set_running_or_notify_cancel()

    def target_done(target):
        if target.cancelled():
            if source_loop is None or source_loop is target_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    def source_done(source):
        if target.cancelled() and target_loop is not None and target_loop.is_closed():
            return
        if target_loop is None or target_loop is source_loop:
            set_state(source)
        elif not target_loop.is_closed():
            target_loop.call_soon_threadsafe(set_state, source)

    target.add_done_callback(target_done)
    source.add_done_callback(source_done)


def wrap_future(future, *, loop=None):
    """A concurrent.futures.Future as one of asyncio's."""
    if isfuture(future):
        return future
    if loop is None:
        loop = get_event_loop()
    new = loop.create_future()
    _chain(future, new)
    return new


async def to_thread(func, /, *args, **kwargs):
    """Calls a function in a thread, in a copy of the current context."""
    from contextvars import copy_context
    context = copy_context()

    def call():
        return context.run(func, *args, **kwargs)

    return await get_running_loop().run_in_executor(None, call)


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks run until they first suspend."""
    def factory(loop, coro, *, eager_start=True, **kwargs):
        return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **kwargs)

    return factory


def eager_task_factory(loop, coro, *, eager_start=True, **kwargs):
    """Tasks of this factory run until they first suspend."""
    return Task(coro, loop=loop, eager_start=eager_start, **kwargs)
