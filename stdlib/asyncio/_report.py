"""What the loop reports: exceptions nobody takes, as text on standard error."""
import sys


def show(message, error):
    """Prints a message and the traceback of an exception."""
    text = message + "\n"
    if error is not None:
        import _asyncio
        text += _asyncio._format_exception(error)
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except Exception:
        pass


def callback_failed(loop, handle, error):
    """The callback of a handle raised."""
    loop.call_exception_handler({
        "message": "Exception in callback " + repr(handle).split(" ", 1)[1][:-1],
        "exception": error,
        "handle": handle,
    })


def never_retrieved(future, error, is_task):
    """Nobody looked at a failed future's exception."""
    future.get_loop().call_exception_handler({
        "message": ("Task" if is_task else "Future") + " exception was never retrieved",
        "exception": error,
        "future": future,
    })


def close_generator(loop, generator):
    """An async generator was dropped unfinished: the loop finishes it."""
    if not loop.is_closed():
        loop.call_soon(loop.create_task, _close(generator))


async def _close(generator):
    await generator.aclose()


def destroyed(task):
    """A pending task went away."""
    task.get_loop().call_exception_handler({"task": task, "message": "Task was destroyed but it is pending!"})


def get_stack(task, limit=None):
    """The frames of a suspended task, outermost first; of a finished one those of its exception."""
    frames = []
    coroutine = task.get_coro()
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None)
        if frame is None:
            break
        frames.append(frame)
        coroutine = getattr(coroutine, "cr_await", None)
    return frames if limit is None else frames[-limit:]


def print_stack(task, limit=None, file=None):
    """Prints where a task is suspended."""
    print(f"Stack for {task!r} (most recent call last):", file=file or sys.stderr)
    for frame in get_stack(task, limit):
        code = frame.f_code
        print(f'  File "{code.co_filename}", line {frame.f_lineno}, in {code.co_name}', file=file or sys.stderr)
