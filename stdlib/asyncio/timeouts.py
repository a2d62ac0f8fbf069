"""timeout(): cancels the current task at a deadline, and makes a TimeoutError of that."""
from _asyncio import CancelledError, current_task, get_running_loop

_CREATED, _ACTIVE, _EXPIRING, _EXPIRED, _FINISHED = "created", "active", "expiring", "expired", "finished"


class Timeout:
    """An asynchronous context manager that limits the time spent inside."""

    def __init__(self, when):
        self._state = _CREATED
        self._handle = None
        self._task = None
        self._when = when

    def when(self):
        """The deadline."""
        return self._when

    def reschedule(self, when):
        """Sets another deadline."""
        if self._state is not _ACTIVE:
            if self._state is _CREATED:
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if when is not None:
            loop = get_running_loop()
            if when <= loop.time():
                self._handle = loop.call_soon(self._expire)
            else:
                self._handle = loop.call_at(when, self._expire)

    def expired(self):
        """Whether the deadline was hit."""
        return self._state in (_EXPIRING, _EXPIRED)

    def __repr__(self):
        info = [""]
        if self._state is _ACTIVE:
            info.append(f"when={round(self._when, 3) if self._when is not None else None}")
        return f"<Timeout [{self._state}]{' '.join(info)}>"

    async def __aenter__(self):
        if self._state is not _CREATED:
            raise RuntimeError("Timeout has already been entered")
        task = current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = _ACTIVE
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._state is _EXPIRING:
            self._state = _EXPIRED
            if self._task.uncancel() <= self._cancelling and kind is not None:
                if issubclass(kind, CancelledError):
                    raise TimeoutError from error
                if error is not None:
                    _insert(error)
                    if isinstance(error, ExceptionGroup):
                        for inner in error.exceptions:
                            _insert(inner)
        elif self._state is _ACTIVE:
            self._state = _FINISHED
        return None

    def _expire(self):
        self._task.cancel()
        self._state = _EXPIRING
        self._handle = None


def _insert(error):
    while error.__context__ is not None:
        if isinstance(error.__context__, CancelledError):
            expired = TimeoutError()
            expired.__context__ = expired.__cause__ = error.__context__
            error.__context__ = expired
            break
        error = error.__context__


def timeout(delay):
    """Limits the time spent in a block to so many seconds."""
    loop = get_running_loop()
    return Timeout(loop.time() + delay if delay is not None else None)


def timeout_at(when):
    """Limits the time spent in a block to a time of the loop's clock."""
    return Timeout(when)
