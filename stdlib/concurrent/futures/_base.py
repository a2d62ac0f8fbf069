"""Futures between threads."""
import threading
from time import monotonic as _time

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_STATES = {
    PENDING: "pending",
    RUNNING: "running",
    CANCELLED: "cancelled",
    CANCELLED_AND_NOTIFIED: "cancelled",
    FINISHED: "finished",
}

TimeoutError = TimeoutError


class Error(Exception):
    """Base of what futures raise."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """The executor cannot be used any more."""


class Future:
    """The result of a call in another thread."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._done_callbacks = []

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception as error:
            from asyncio._report import show
            show(f"exception calling callback for {self!r}", error)

    def __repr__(self):
        state = _STATES[self._state]
        place = f"<Future at {id(self):#x} state={state}"
        if self._state != FINISHED:
            return place + ">"
        if self._exception is not None:
            return f"{place} raised {type(self._exception).__name__}>"
        return f"{place} returned {type(self._result).__name__}>"

    def cancel(self):
        """Cancels the call if it has not begun."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Whether it was cancelled."""
        return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Whether the call is under way."""
        return self._state == RUNNING

    def done(self):
        """Whether it is over."""
        return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

    def add_done_callback(self, fn):
        """Calls back when it is over."""
        with self._condition:
            if not self.done():
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _wait(self, timeout):
        with self._condition:
            if not self.done():
                self._condition.wait_for(self.done, timeout)
            if self.cancelled():
                raise CancelledError()
            if self._state != FINISHED:
                raise TimeoutError()

    def result(self, timeout=None):
        """The result, once it is there."""
        self._wait(timeout)
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                self = None
        return self._result

    def exception(self, timeout=None):
        """The exception, once the call is over."""
        self._wait(timeout)
        return self._exception

    def set_running_or_notify_cancel(self):
        """Says that the call begins; False if it was cancelled."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                self._condition.notify_all()
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            raise RuntimeError("Future in unexpected state")

    def _finish(self, result, exception):
        with self._condition:
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._exception = exception
            self._state = FINISHED
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_result(self, result):
        """Sets the result."""
        self._finish(result, None)

    def set_exception(self, exception):
        """Sets the exception."""
        self._finish(None, exception)

    @classmethod
    def __class_getitem__(cls, item):
        return cls


class Executor:
    """Runs calls."""

    def submit(self, fn, /, *args, **kwargs):
        """Submits a call."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """Like map(), the calls beside each other."""
        end = None if timeout is None else timeout + _time()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                futures.reverse()
                while futures:
                    future = futures.pop()
                    yield future.result() if end is None else future.result(end - _time())
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Ends the executor."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.shutdown(wait=True)
        return False


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Waits for futures; done and not done."""
    fs = set(fs)
    changed = threading.Condition()

    def ready():
        done = [f for f in fs if f.done()]
        if len(done) == len(fs) or (return_when == FIRST_COMPLETED and done):
            return True
        return return_when == FIRST_EXCEPTION and any(not f.cancelled() and f.exception() is not None for f in done)

    def notify(_):
        with changed:
            changed.notify_all()

    for f in fs:
        f.add_done_callback(notify)
    with changed:
        changed.wait_for(ready, timeout)
    done = {f for f in fs if f.done()}
    return DoneAndNotDone((done, fs - done))


class DoneAndNotDone(tuple):
    """Two sets."""

    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])


def as_completed(fs, timeout=None):
    """Yields futures in the order they are over."""
    end = None if timeout is None else timeout + _time()
    pending = set(fs)
    total = len(pending)
    while pending:
        left = None if end is None else end - _time()
        if left is not None and left < 0:
            raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
        done, pending = wait(pending, left, FIRST_COMPLETED)
        yield from done
