"""asyncio.run and Runner: a loop for as long as a main coroutine runs."""
import _asyncio
from _asyncio import CancelledError, _get_running_loop, current_task, iscoroutine, isfuture, new_event_loop

__all__ = ("Runner", "run")


class Runner:
    """Runs several top-level coroutines in one loop and one context."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._state = 0
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._sets_loop = False

    def __enter__(self):
        self._initialise()
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def close(self):
        """Ends what is left, and closes the loop."""
        if self._state != 1:
            if self._state == 0:
                self._state = 2
            return
        loop = self._loop
        try:
            _cancel_all(loop)
            if loop._extras or _asyncio._generators(loop):
                loop.run_until_complete(loop.shutdown_asyncgens())
                loop.run_until_complete(loop.shutdown_default_executor(300))
            else:
                # The two tasks there was no need for have numbers all the same.
                _asyncio._next_task_name(), _asyncio._next_task_name()
        finally:
            if self._sets_loop:
                _asyncio.set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = 2
            _asyncio._report_lost()

    def get_loop(self):
        """The loop, made at the first call."""
        self._initialise()
        return self._loop

    def run(self, coro, *, context=None):
        """Runs a coroutine to its end."""
        if _get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._initialise()
        if not iscoroutine(coro):
            if isfuture(coro) or not hasattr(type(coro), "__await__"):
                raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
            coro = _wrap(coro)
        if context is None:
            context = self._context
        task = self._loop.create_task(coro, context=context)
        main = _asyncio._is_main_thread()
        if main:
            _asyncio._interrupts_cancel(task)
        interrupted = 0
        try:
            return self._loop.run_until_complete(task)
        except CancelledError:
            if main:
                interrupted = _asyncio._interrupts_cancel(None)
                if interrupted and task.uncancel() == 0:
                    raise KeyboardInterrupt()
            raise
        finally:
            if main:
                _asyncio._interrupts_cancel(None)

    def _initialise(self):
        if self._state == 2:
            raise RuntimeError("Runner is closed")
        if self._state == 1:
            return
        if self._loop_factory is None:
            self._loop = new_event_loop()
            if not self._sets_loop:
                _asyncio.set_event_loop(self._loop)
                self._sets_loop = True
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        from contextvars import copy_context
        self._context = copy_context()
        self._state = 1


async def _wrap(awaitable):
    return await awaitable


def run(main, *, debug=None, loop_factory=None):
    """Runs a coroutine in a loop of its own, and gives its result."""
    if _get_running_loop() is not None:
        _asyncio._refused(main)
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all(loop):
    tasks = _asyncio._task_list(loop)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    from .tasks import gather
    loop.run_until_complete(gather(*tasks, return_exceptions=True))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            })
