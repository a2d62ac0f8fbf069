"""The asyncio package: what is asked for is loaded when it is first asked for."""
from _asyncio import (
    CancelledError,
    EventLoop,
    Future,
    Handle,
    InvalidStateError,
    Task,
    TimerHandle,
    _get_running_loop,
    _import,
    current_task,
    get_event_loop,
    get_running_loop,
    iscoroutine,
    isfuture,
    new_event_loop,
    set_event_loop,
    sleep,
)

TimeoutError = TimeoutError
SelectorEventLoop = EventLoop
AbstractEventLoop = EventLoop

_PLACES = {
    "runners": "run Runner",
    "tasks": """gather wait wait_for ensure_future shield as_completed all_tasks run_coroutine_threadsafe wrap_future
        iscoroutinefunction create_eager_task_factory eager_task_factory create_task to_thread
        FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED""",
    "timeouts": "timeout timeout_at Timeout",
    "taskgroups": "TaskGroup",
    "locks": "Lock Event Condition Semaphore BoundedSemaphore Barrier",
    "queues": "Queue PriorityQueue LifoQueue QueueEmpty QueueFull QueueShutDown",
    "exceptions": """IncompleteReadError LimitOverrunError SendfileNotAvailableError BrokenBarrierError""",
    "streams": """StreamReader StreamWriter StreamReaderProtocol open_connection start_server open_unix_connection
        start_unix_server""",
    "protocols": "BaseProtocol Protocol DatagramProtocol SubprocessProtocol BufferedProtocol",
    "subprocess": "create_subprocess_exec create_subprocess_shell",
    "transports": "BaseTransport ReadTransport WriteTransport Transport DatagramTransport Server AbstractServer",
}
_PLACE = {name: module for module, names in _PLACES.items() for name in names.split()}

__all__ = [
    "CancelledError", "EventLoop", "Future", "Handle", "InvalidStateError", "Task", "TimerHandle", "TimeoutError",
    "AbstractEventLoop", "SelectorEventLoop", "_get_running_loop", "current_task", "get_event_loop",
    "get_running_loop", "iscoroutine", "isfuture", "new_event_loop", "set_event_loop", "sleep", *_PLACE,
]


def __getattr__(name):
    module = _PLACE.get(name)
    if module is None:
        if name in _PLACES or name in ("base_events", "events", "futures", "coroutines", "constants", "threads"):
            module = _import("asyncio." + name)
            globals()[name] = module
            return module
        raise AttributeError(f"module 'asyncio' has no attribute {name!r}")
    value = getattr(_import("asyncio." + module), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_PLACE})
