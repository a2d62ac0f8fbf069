"""Calls in a pool of threads."""
import threading
from _thread import _cpu_count
from _asyncio import deque

from ._base import Executor, Future

_counter = 0


class ThreadPoolExecutor(Executor):
    """Runs calls in up to max_workers threads."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        global _counter
        if max_workers is None:
            max_workers = min(32, _cpu_count() + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        _counter += 1
        self._max_workers = max_workers
        self._prefix = thread_name_prefix or f"ThreadPoolExecutor-{_counter - 1}"
        self._initializer = initializer
        self._initargs = initargs
        self._work = deque()
        self._changed = threading.Condition(threading.Lock())
        self._idle = 0
        self._threads = []
        self._shutdown = False

    def submit(self, fn, /, *args, **kwargs):
        """Submits a call; a future of its result."""
        thread = None
        with self._changed:
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = Future()
            self._work.append((future, fn, args, kwargs))
            if self._idle >= len(self._work):
                self._changed.notify()
            elif len(self._threads) < self._max_workers:
                name = f"{self._prefix}_{len(self._threads)}"
                thread = threading.Thread(target=self._serve, name=name, daemon=True)
                self._threads.append(thread)
        if thread is not None:
            if len(self._threads) == 1:
                threading._register_atexit(self.shutdown)
            thread.start()
        return future

    def _serve(self):
        if self._initializer is not None:
            self._initializer(*self._initargs)
        while True:
            with self._changed:
                while not self._work:
                    if self._shutdown:
                        return
                    self._idle += 1
                    self._changed.wait()
                    self._idle -= 1
                future, fn, args, kwargs = self._work.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
            future = fn = args = kwargs = result = None

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Takes no more calls, and waits for those there are."""
        with self._changed:
            self._shutdown = True
            if cancel_futures:
                while self._work:
                    self._work.popleft()[0].cancel()
            self._changed.notify_all()
        if wait:
            for thread in self._threads:
                thread.join()
