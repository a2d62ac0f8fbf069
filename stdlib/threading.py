"""Threads of one machine: they take turns."""
import _thread
from _thread import RLock, allocate_lock as Lock, get_ident
from _asyncio import deque
from time import monotonic as _time

get_native_id = get_ident
ThreadError = RuntimeError
TIMEOUT_MAX = _thread.TIMEOUT_MAX

_active = {}
_counter = 0
_main_thread = None


def _new_name(template="Thread-{}"):
    global _counter
    _counter += 1
    return template.format(_counter)


class Thread:
    """Calls a function beside everything else."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None):
        if group is not None:
            raise AssertionError("group argument must be None for now")
        if name is None:
            name = _new_name()
            function = getattr(target, "__name__", None)
            if function is not None:
                name += f" ({function})"
        self._name = str(name)
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemon = current_thread().daemon if daemon is None else daemon
        self._context = context
        self._ident = None
        self._started = False
        self._done = False
        self._ended = Lock()

    def start(self):
        """Starts the thread; once only."""
        if self._started:
            raise RuntimeError("threads can only be started once")
        self._started = True
        if self._context is None:
            from contextvars import Context
            self._context = Context()
        self._ended.acquire()
        number = _thread._start(self._bootstrap, (), self)
        self._ident = number + 1
        _active[self._ident] = self
        _thread._yield()

    def run(self):
        """What the thread does."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._ident = get_ident()
        try:
            self._context.run(self.run)
        except SystemExit:
            pass
        except BaseException as error:
            excepthook(ExceptHookArgs((type(error), error, error.__traceback__, self)))
        finally:
            self._done = True
            _active.pop(self._ident, None)
            self._ended.release()

    def join(self, timeout=None):
        """Waits for the thread's end."""
        if not self._started:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if self._done and not self._ended.locked():
            return
        if self._ended.acquire(True, -1 if timeout is None else max(timeout, 0)):
            self._ended.release()

    def is_alive(self):
        """Whether it runs."""
        return self._started and not self._done

    @property
    def name(self):
        """A name for people."""
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    @property
    def ident(self):
        """The number of the thread, None before it starts."""
        return self._ident

    native_id = ident

    @property
    def daemon(self):
        """Whether the program may end before it."""
        return self._daemon

    @daemon.setter
    def daemon(self, daemonic):
        if self._started:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemon = daemonic

    def getName(self):
        return self._name

    def setName(self, name):
        self._name = name

    def isDaemon(self):
        return self._daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def __repr__(self):
        status = "initial"
        if self._started:
            status = "started"
        if self._done:
            status = "stopped"
        if self._daemon:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"


class _MainThread(Thread):
    def __init__(self):
        self._name = "MainThread"
        self._daemon = False
        self._ident = 1
        self._started = True
        self._done = False
        self._ended = Lock()
        self._ended.acquire()


class ExceptHookArgs(tuple):
    """What threading.excepthook is given."""

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def excepthook(args):
    """Prints the exception that ended a thread."""
    import sys

    import _asyncio
    name = args.thread.name if args.thread is not None else get_ident()
    sys.stderr.write(f"Exception in thread {name}:\n" + _asyncio._format_exception(args.exc_value))
    sys.stderr.flush()


__excepthook__ = excepthook


def current_thread():
    """The thread that runs."""
    return _thread._current() or main_thread()


currentThread = current_thread


def main_thread():
    """The thread the program began in."""
    return _main_thread


def active_count():
    """How many threads are alive."""
    return len(_active)


def enumerate():
    """All threads that are alive."""
    return list(_active.values())


_main_thread = _MainThread()
_active[1] = _main_thread


def _shutdown():
    """Waits for the threads that are no daemons: the program's end."""
    while True:
        waited = [t for t in list(_active.values()) if t is not _main_thread and not t.daemon and t.is_alive()]
        if not waited:
            break
        for thread in waited:
            thread.join()
    for function in reversed(_at_exit):
        function()


_at_exit = []


def _register_atexit(function, *args, **kwargs):
    _at_exit.append(lambda: function(*args, **kwargs))


class Condition:
    """A lock, and the possibility to wait for a notification."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        self.locked = lock.locked
        self._waiters = deque()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, kind, error, traceback):
        return self._lock.__exit__(kind, error, traceback)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _is_owned(self):
        return self._lock._is_owned()

    def wait(self, timeout=None):
        """Waits until notified, without the lock meanwhile."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        held = self._lock._release_all()
        notified = False
        try:
            if timeout is None:
                notified = waiter.acquire()
            else:
                notified = waiter.acquire(True, timeout) if timeout > 0 else waiter.acquire(False)
            return notified
        finally:
            self._lock.acquire()
            self._lock._set_held(held)
            if not notified:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Waits until a predicate holds."""
        end = None if timeout is None else _time() + timeout
        result = predicate()
        while not result:
            left = None
            if end is not None:
                left = end - _time()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wakes up to n who wait."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        while self._waiters and n > 0:
            self._waiters.popleft().release()
            n -= 1

    def notify_all(self):
        """Wakes all who wait."""
        self.notify(len(self._waiters))

    notifyAll = notify_all


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._condition = Condition(Lock())
        self._flag = False

    def __repr__(self):
        status = "set" if self._flag else "unset"
        return f"<threading.Event at {id(self):#x}: {status}>"

    def is_set(self):
        """Whether the flag is set."""
        return self._flag

    isSet = is_set

    def set(self):
        """Sets the flag; all who wait go on."""
        with self._condition:
            self._flag = True
            self._condition.notify_all()

    def clear(self):
        """Resets the flag."""
        with self._condition:
            self._flag = False

    def wait(self, timeout=None):
        """Waits until the flag is set; whether it is."""
        with self._condition:
            signaled = self._flag
            if not signaled:
                signaled = self._condition.wait(timeout)
            return signaled


class Semaphore:
    """Lets so many in at once."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._condition = Condition(Lock())
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        """Takes one of the places, waiting for it."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._condition:
            if self._value == 0 and (not blocking or not self._condition.wait_for(lambda: self._value, timeout)):
                return False
            self._value -= 1
            return True

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, error, traceback):
        self.release()

    def release(self, n=1):
        """Gives places back."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._condition:
            self._value += n
            self._condition.notify(n)


class BoundedSemaphore(Semaphore):
    """A semaphore that must not be released more often than acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        """Gives places back."""
        with self._condition:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
        super().release(n)


class BrokenBarrierError(RuntimeError):
    """The barrier was aborted or reset."""


class Barrier:
    """Lets threads go on when so many have come."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._condition = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = "filling"
        self._count = 0

    def wait(self, timeout=None):
        """Waits for the others; an index, different for each."""
        if timeout is None:
            timeout = self._timeout
        with self._condition:
            self._condition.wait_for(lambda: self._state not in ("draining", "resetting"))
            if self._state == "broken":
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    try:
                        if self._action is not None:
                            self._action()
                    except BaseException:
                        self._state = "broken"
                        self._condition.notify_all()
                        raise
                    self._state = "draining"
                    self._condition.notify_all()
                else:
                    if not self._condition.wait_for(lambda: self._state != "filling", timeout):
                        self._state = "broken"
                        self._condition.notify_all()
                        raise BrokenBarrierError
                    if self._state in ("broken", "resetting"):
                        raise BrokenBarrierError
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in ("resetting", "draining"):
                    self._state = "filling"
                    self._condition.notify_all()

    def reset(self):
        """Sends those who wait away with BrokenBarrierError."""
        with self._condition:
            self._state = "resetting" if self._count > 0 else "filling"
            self._condition.notify_all()

    def abort(self):
        """Breaks the barrier for good."""
        with self._condition:
            self._state = "broken"
            self._condition.notify_all()

    parties = property(lambda self: self._parties)
    n_waiting = property(lambda self: self._count if self._state == "filling" else 0)
    broken = property(lambda self: self._state == "broken")


class local:
    """Attributes that each thread has its own of."""

    def __init__(self, /, *args, **kwargs):
        object.__setattr__(self, "_namespaces", {})

    def _namespace(self):
        namespaces = object.__getattribute__(self, "_namespaces")
        return namespaces.setdefault(id(current_thread()), {})

    def __getattribute__(self, name):
        namespace = object.__getattribute__(self, "_namespace")()
        if name == "__dict__":
            return namespace
        if name in namespace:
            return namespace[name]
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        object.__getattribute__(self, "_namespace")()[name] = value

    def __delattr__(self, name):
        namespace = object.__getattribute__(self, "_namespace")()
        if name not in namespace:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        del namespace[name]


class Timer(Thread):
    """Calls a function after a while."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Stops the timer if it has not run."""
        self.finished.set()

    def run(self):
        """Waits, then calls."""
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def settrace(func):
    """Nothing is traced."""


def setprofile(func):
    """Nothing is profiled."""


def stack_size(size=0):
    """Stacks grow as needed."""
    return 0
