"""Queues between threads."""
import threading
from _asyncio import deque
from time import monotonic as _time


class Empty(Exception):
    """Nothing to take."""


class Full(Exception):
    """No room."""


class ShutDown(Exception):
    """The queue was shut down."""


class Queue:
    """First in, first out."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = threading.Lock()
        self.not_empty = threading.Condition(self.mutex)
        self.not_full = threading.Condition(self.mutex)
        self.all_tasks_done = threading.Condition(self.mutex)
        self.unfinished_tasks = 0
        self.is_shutdown = False

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def qsize(self):
        """How many items there are."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Whether there is nothing."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Whether there is no room."""
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Puts an item, waiting for room."""
        with self.not_full:
            if self.is_shutdown:
                raise ShutDown
            if self.maxsize > 0:
                _wait(self.not_full, lambda: self._qsize() < self.maxsize, block, timeout, Full, self)
                if self.is_shutdown:
                    raise ShutDown
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Takes an item, waiting for one."""
        with self.not_empty:
            if self.is_shutdown and not self._qsize():
                raise ShutDown
            _wait(self.not_empty, self._qsize, block, timeout, Empty, self)
            if self.is_shutdown and not self._qsize():
                raise ShutDown
            item = self._get()
            self.not_full.notify()
            return item

    def put_nowait(self, item):
        """Puts an item if there is room."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Takes an item if there is one."""
        return self.get(block=False)

    def task_done(self):
        """Says that an item taken was dealt with."""
        with self.all_tasks_done:
            if self.unfinished_tasks <= 0:
                raise ValueError("task_done() called too many times")
            self.unfinished_tasks -= 1
            if self.unfinished_tasks == 0:
                self.all_tasks_done.notify_all()

    def join(self):
        """Waits until all items were dealt with."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def shutdown(self, immediate=False):
        """Ends the queue."""
        with self.mutex:
            self.is_shutdown = True
            if immediate:
                while self._qsize():
                    self._get()
                    if self.unfinished_tasks > 0:
                        self.unfinished_tasks -= 1
                self.all_tasks_done.notify_all()
            self.not_empty.notify_all()
            self.not_full.notify_all()


def _wait(condition, ready, block, timeout, failure, queue):
    if not block:
        if not ready():
            raise failure
    elif timeout is None:
        while not ready() and not queue.is_shutdown:
            condition.wait()
    elif timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    else:
        end = _time() + timeout
        while not ready() and not queue.is_shutdown:
            left = end - _time()
            if left <= 0.0:
                raise failure
            condition.wait(left)


class PriorityQueue(Queue):
    """The lowest first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        from heapq import heappush
        heappush(self.queue, item)

    def _get(self):
        from heapq import heappop
        return heappop(self.queue)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class SimpleQueue:
    """An unbounded queue without tasks."""

    def __init__(self):
        self._queue = deque()
        self._count = threading.Semaphore(0)

    def put(self, item, block=True, timeout=None):
        """Puts an item."""
        self._queue.append(item)
        self._count.release()

    def get(self, block=True, timeout=None):
        """Takes an item, waiting for one."""
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not self._count.acquire(block, timeout):
            raise Empty
        return self._queue.popleft()

    def put_nowait(self, item):
        """Puts an item."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Takes an item if there is one."""
        return self.get(block=False)

    def empty(self):
        """Whether there is nothing."""
        return not self._queue

    def qsize(self):
        """How many items there are."""
        return len(self._queue)
