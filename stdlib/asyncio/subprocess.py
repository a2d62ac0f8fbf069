"""Programs that are started, and their streams."""
import _subprocess
from _asyncio import get_running_loop
from subprocess import DEVNULL, PIPE, STDOUT, _refuse, _spawn

from ._network import Transport
from .streams import _DEFAULT_LIMIT, StreamReader, StreamWriter, _Protocol

__all__ = ("create_subprocess_exec", "create_subprocess_shell", "Process", "PIPE", "STDOUT", "DEVNULL")


class Process:
    """A program that runs, or ran."""

    def __init__(self, loop, limit, pid, stdin, stdout, stderr, end):
        self._loop = loop
        self._end = end
        self._returncode = None
        self._waiters = []
        self.pid = pid
        self.stdin = stdin and _writer(loop, stdin)
        self.stdout = stdout and _reader(loop, stdout, limit)
        self.stderr = stderr and _reader(loop, stderr, limit)
        end.settimeout(0)
        end._readable(loop).add_done_callback(self._ended)

    def __repr__(self):
        return f"<{type(self).__name__} {self.pid}>"

    def _ended(self, _):
        status = _subprocess.status(self.pid)
        if status is None:
            # A stray event.
            self._end._readable(self._loop).add_done_callback(self._ended)
            return
        self._end._close()
        self._returncode = status
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(status)

    @property
    def returncode(self):
        """The status, None while it runs."""
        return self._returncode

    async def wait(self):
        """Waits for the program's end; its status."""
        if self._returncode is None:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter
        return self._returncode

    def send_signal(self, signal):
        """Sends a signal."""
        if self._returncode is not None:
            raise ProcessLookupError()
        import os
        try:
            os.kill(self.pid, signal)
        except ProcessLookupError:
            # It has just ended; nobody was told yet.
            pass

    def terminate(self):
        """Asks the program to end."""
        self.send_signal(15)

    def kill(self):
        """Ends the program."""
        self.send_signal(9)

    async def communicate(self, input=None):
        """Writes the input, reads everything and waits; what was read."""
        from .tasks import gather
        _, stdout, stderr = await gather(self._feed(input), _collect(self.stdout), _collect(self.stderr))
        await self.wait()
        return stdout, stderr

    async def _feed(self, data):
        if self.stdin is None:
            return
        try:
            if data is not None:
                self.stdin.write(data)
            await self.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.stdin.close()


async def _collect(stream):
    if stream is None:
        return None
    data = await stream.read()
    stream._transport.close()
    return data


class _PipeTransport(Transport):
    """One end of a pipe."""

    def __repr__(self):
        state = "closed" if self._lost else "closing" if self._closing else ""
        info = ["_UnixPipeTransport", state, f"fd={self._sock.fileno()}"]
        return f"<{' '.join(part for part in info if part)}>"

    def _send_eof(self):
        self.close()


def _transport(loop, pipe):
    transport = _PipeTransport(loop, pipe, extra={"pipe": pipe})
    transport._protocol = _Protocol()
    return transport


def _writer(loop, pipe):
    transport = _transport(loop, pipe)
    return StreamWriter(transport, transport._protocol, None, loop)


def _reader(loop, pipe, limit):
    reader = StreamReader(limit=limit, loop=loop)
    reader._transport = _transport(loop, pipe)
    reader._transport._reader = reader
    reader._sock = pipe
    return reader


_WANTED = {"universal_newlines": False, "text": False, "bufsize": 0, "encoding": None, "errors": None}


def _start(args, shell, stdin, stdout, stderr, limit, options):
    loop = get_running_loop()
    for name, wanted in {**_WANTED, "shell": shell}.items():
        given = options.pop(name, wanted)
        if bool(given) != bool(wanted) or (name == "bufsize" and given != 0):
            raise ValueError(f"{name} must be {wanted}")
    known = {name: options.pop(name, None) for name in ("executable", "cwd", "env", "process_group")}
    for name in ("close_fds", "restore_signals", "pipesize"):
        options.pop(name, None)
    _refuse(options)
    return Process(loop, limit, *_spawn(
        args, shell, known["executable"], known["cwd"], known["env"], stdin, stdout, stderr, known["process_group"]))


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None, limit=_DEFAULT_LIMIT, **kwds):
    """Starts a program."""
    for word in (program, *args):
        if not isinstance(word, (str, bytes)) and not hasattr(word, "__fspath__"):
            raise TypeError(f"program arguments must be a bytes or text string, not {type(word).__name__}")
    return _start((program, *args), False, stdin, stdout, stderr, limit, kwds)


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None, limit=_DEFAULT_LIMIT, **kwds):
    """Starts a command of the shell."""
    if not isinstance(cmd, (bytes, str)):
        raise ValueError("cmd must be a string")
    return _start(cmd, True, stdin, stdout, stderr, limit, kwds)
