"""Lock, Event, Condition, Semaphore, Barrier: for tasks of one loop, fair to those who wait."""
from _asyncio import deque

from _asyncio import CancelledError, _get_running_loop, get_running_loop

from .exceptions import BrokenBarrierError


class _Bound:
    _loop = None

    def _get_loop(self):
        loop = get_running_loop()
        if self._loop is None:
            self._loop = loop
        if loop is not self._loop:
            raise RuntimeError(f"{self!r} is bound to a different event loop")
        return loop


class _WithLock:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, kind, error, traceback):
        self.release()


def _describe(self, state, waiters):
    extra = f", waiters:{len(waiters)}" if waiters else ""
    return f"<{object.__repr__(self)[1:-1]} [{state}{extra}]>"


class Lock(_WithLock, _Bound):
    """A mutual exclusion lock."""

    def __init__(self):
        self._waiters = None
        self._locked = False

    def __repr__(self):
        return _describe(self, "locked" if self._locked else "unlocked", self._waiters)

    def locked(self):
        """Whether the lock is held."""
        return self._locked

    async def acquire(self):
        """Takes the lock, waiting for its turn."""
        if not self._locked and (self._waiters is None or all(w.cancelled() for w in self._waiters)):
            self._locked = True
            return True
        if self._waiters is None:
            self._waiters = deque()
        waiter = self._get_loop().create_future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if not self._locked:
                self._wake_first()
            raise
        self._locked = True
        return True

    def release(self):
        """Gives the lock up."""
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake_first()

    def _wake_first(self):
        if self._waiters:
            waiter = self._waiters[0]
            if not waiter.done():
                waiter.set_result(True)


class Event(_Bound):
    """A flag that tasks can wait for."""

    def __init__(self):
        self._waiters = deque()
        self._value = False

    def __repr__(self):
        return _describe(self, "set" if self._value else "unset", self._waiters)

    def is_set(self):
        """Whether the flag is set."""
        return self._value

    def set(self):
        """Sets the flag; all who wait go on."""
        if not self._value:
            self._value = True
            for waiter in self._waiters:
                if not waiter.done():
                    waiter.set_result(True)

    def clear(self):
        """Resets the flag."""
        self._value = False

    async def wait(self):
        """Waits until the flag is set."""
        if self._value:
            return True
        waiter = self._get_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
            return True
        finally:
            self._waiters.remove(waiter)


class Condition(_WithLock, _Bound):
    """A lock, and the possibility to wait for a notification."""

    def __init__(self, lock=None):
        if lock is None:
            lock = Lock()
        self._lock = lock
        self.locked = lock.locked
        self.acquire = lock.acquire
        self.release = lock.release
        self._waiters = deque()

    def __repr__(self):
        return _describe(self, "locked" if self.locked() else "unlocked", self._waiters)

    async def wait(self):
        """Waits until notified, without the lock meanwhile."""
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = self._get_loop().create_future()
        self.release()
        try:
            try:
                self._waiters.append(waiter)
                try:
                    await waiter
                    return True
                finally:
                    self._waiters.remove(waiter)
            finally:
                error = None
                while True:
                    try:
                        await self.acquire()
                        break
                    except CancelledError as caught:
                        error = caught
                if error is not None:
                    try:
                        raise error
                    finally:
                        error = None
        except BaseException:
            self._notify(1)
            raise

    async def wait_for(self, predicate):
        """Waits until a predicate holds."""
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        """Wakes up to n who wait."""
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        self._notify(n)

    def _notify(self, n):
        for waiter in self._waiters:
            if n <= 0:
                break
            if not waiter.done():
                n -= 1
                waiter.set_result(False)

    def notify_all(self):
        """Wakes all who wait."""
        self.notify(len(self._waiters))


class Semaphore(_WithLock, _Bound):
    """Lets so many in at once."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._waiters = None
        self._value = value

    def __repr__(self):
        state = "locked" if self.locked() else f"unlocked, value:{self._value}"
        return _describe(self, state, self._waiters)

    def locked(self):
        """Whether acquire() would wait."""
        return self._value == 0 or any(not w.cancelled() for w in self._waiters or ())

    async def acquire(self):
        """Takes one of the places, waiting for it."""
        if not self.locked():
            self._value -= 1
            return True
        if self._waiters is None:
            self._waiters = deque()
        waiter = self._get_loop().create_future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._value += 1
            raise
        finally:
            while self._value > 0:
                if not self._wake_next():
                    break
        return True

    def release(self):
        """Gives a place back."""
        self._value += 1
        self._wake_next()

    def _wake_next(self):
        for waiter in self._waiters or ():
            if not waiter.done():
                self._value -= 1
                waiter.set_result(True)
                return True
        return False


class BoundedSemaphore(Semaphore):
    """A semaphore that must not be released more often than acquired."""

    def __init__(self, value=1):
        self._bound = value
        super().__init__(value)

    def release(self):
        """Gives a place back."""
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Barrier(_Bound):
    """Lets tasks go on when so many have come."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._condition = Condition()
        self._parties = parties
        self._state = "filling"
        self._count = 0

    def __repr__(self):
        extra = self._state
        if not self.broken:
            extra += f", waiters:{self.n_waiting}/{self.parties}"
        return f"<{object.__repr__(self)[1:-1]} [{extra}]>"

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, kind, error, traceback):
        pass

    async def wait(self):
        """Waits for the others; an index, different for each."""
        async with self._condition:
            await self._block()
            try:
                index = self._count
                self._count += 1
                if index + 1 == self._parties:
                    self._state = "draining"
                    self._condition.notify_all()
                else:
                    await self._wait()
                return index
            finally:
                self._count -= 1
                self._leave()

    async def _block(self):
        await self._condition.wait_for(lambda: self._state not in ("draining", "resetting"))
        if self._state == "broken":
            raise BrokenBarrierError("Barrier aborted")

    async def _wait(self):
        await self._condition.wait_for(lambda: self._state != "filling")
        if self._state in ("broken", "resetting"):
            raise BrokenBarrierError("Abort or reset of barrier")

    def _leave(self):
        if self._count == 0:
            if self._state in ("resetting", "draining"):
                self._state = "filling"
            self._condition.notify_all()

    async def reset(self):
        """Sends those who wait away with BrokenBarrierError."""
        async with self._condition:
            if self._count > 0:
                if self._state != "resetting":
                    self._state = "resetting"
            else:
                self._state = "filling"
            self._condition.notify_all()

    async def abort(self):
        """Breaks the barrier for good."""
        async with self._condition:
            self._state = "broken"
            self._condition.notify_all()

    @property
    def parties(self):
        """How many have to come."""
        return self._parties

    @property
    def n_waiting(self):
        """How many have come."""
        return self._count if self._state == "filling" else 0

    @property
    def broken(self):
        """Whether it was aborted."""
        return self._state == "broken"
