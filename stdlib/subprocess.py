"""Programs that are started: run, Popen and what they say. A wait keeps no other thread from running."""
import _subprocess

PIPE, STDOUT, DEVNULL = -1, -2, -3

__all__ = [
    "Popen", "PIPE", "STDOUT", "DEVNULL", "run", "call", "check_call", "check_output", "getoutput", "getstatusoutput",
    "CompletedProcess", "SubprocessError", "CalledProcessError", "TimeoutExpired", "list2cmdline",
]


class SubprocessError(Exception):
    """Something went wrong with a program."""


class CalledProcessError(SubprocessError):
    """A program ended with a status that says it failed."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        super().__init__(returncode, cmd)
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            from signal import Signals
            try:
                return f"Command '{self.cmd}' died with {Signals(-self.returncode)!r}."
            except ValueError:
                return f"Command '{self.cmd}' died with unknown signal {-self.returncode}."
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."

    @property
    def stdout(self):
        """What it wrote."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A program did not end in time."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        super().__init__(cmd, timeout)
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        """What it had written."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    """A program that has ended, and what it wrote."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        if self.stdout is not None:
            parts.append(f"stdout={self.stdout!r}")
        if self.stderr is not None:
            parts.append(f"stderr={self.stderr!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def check_returncode(self):
        """Raises CalledProcessError if the program failed."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


class _Reader:
    """What a program writes, as a file."""

    def __init__(self, pipe, text):
        self._pipe = pipe
        self._text = text
        self._buffer = b""
        self.closed = False

    def _fill(self):
        data = self._pipe._receive(65536)
        self._buffer += data
        return data

    def _take(self, count):
        data, self._buffer = self._buffer[:count], self._buffer[count:]
        return _decoded(data) if self._text else data

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file" if self._text else "read of closed file")

    def fileno(self):
        return self._pipe.fileno()

    def readable(self):
        return True

    def writable(self):
        return False

    def read(self, size=-1):
        """Reads all there is to come, or so much."""
        self._check()
        if size is None or size < 0:
            parts = [self._buffer]
            while data := self._pipe._receive(65536):
                parts.append(data)
            self._buffer = b"".join(parts)
            return self._take(len(self._buffer))
        while len(self._buffer) < size and self._fill():
            pass
        return self._take(size)

    def read1(self, size=-1):
        """Reads what there is."""
        self._check()
        if not self._buffer:
            self._fill()
        return self._take(len(self._buffer) if size < 0 else size)

    def readline(self, size=-1):
        """Reads a line."""
        self._check()
        while b"\n" not in self._buffer and (size < 0 or len(self._buffer) < size) and self._fill():
            pass
        end = self._buffer.find(b"\n") + 1 or len(self._buffer)
        return self._take(end if size < 0 else min(end, size))

    def readlines(self):
        """Reads all lines."""
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        self.closed = True
        self._pipe._close()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.close()


def _decoded(data):
    return data.decode().replace("\r\n", "\n").replace("\r", "\n")


class _Writer:
    """What a program reads, as a file."""

    def __init__(self, pipe, text):
        self._pipe = pipe
        self._text = text
        self._buffer = []
        self._size = 0
        self.closed = False

    def fileno(self):
        return self._pipe.fileno()

    def readable(self):
        return False

    def writable(self):
        return True

    def write(self, data):
        """Writes, at the latest when flushed or closed."""
        if self.closed:
            raise ValueError("I/O operation on closed file." if self._text else "write to closed file")
        count = len(data)
        if self._text:
            if not isinstance(data, str):
                raise TypeError(f"write() argument must be str, not {type(data).__name__}")
            data = data.encode()
        self._buffer.append(bytes(data))
        self._size += len(data)
        if self._size > 8192:
            self.flush()
        return count

    def writelines(self, lines):
        """Writes several pieces."""
        for line in lines:
            self.write(line)

    def flush(self):
        data = b"".join(self._buffer)
        self._buffer.clear()
        self._size = 0
        self._pipe._sendall(data)

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.closed = True
                self._pipe._close()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.close()


def _stream(value):
    """A stream argument as the native half takes it."""
    if value is None or isinstance(value, int):
        return value
    if hasattr(value, "_sock"):
        return value._sock
    if hasattr(value, "_pipe"):
        return value._pipe
    try:
        number = value.fileno()
    except (AttributeError, OSError):
        return value
    return number if number in (0, 1, 2) else value


def _command(args, shell, executable):
    """The words of a command, and the program if it is named apart."""
    if isinstance(args, (str, bytes)) or hasattr(args, "__fspath__"):
        words = [args]
    else:
        words = list(args)
    if shell:
        words = ["/bin/sh", "-c", *words]
        if executable is not None:
            words[0] = executable
    return tuple(words), executable


def _spawn(args, shell, executable, cwd, env, stdin, stdout, stderr, process_group):
    words, executable = _command(args, shell, executable)
    if env is not None:
        env = tuple(part for pair in env.items() for part in pair)
    if process_group not in (None, 0):
        raise NotImplementedError("process_group other than 0 is not supported by Taipan")
    return _subprocess.spawn(
        words, executable, cwd, env, _stream(stdin), _stream(stdout), _stream(stderr), process_group == 0)


def _refuse(options):
    for name, value in options.items():
        if value:
            raise NotImplementedError(f"subprocess with {name} is not supported by Taipan")


class Popen:
    """A program that was started."""

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None,
                 group=None, extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1,
                 process_group=None):
        _refuse({
            "preexec_fn": preexec_fn, "start_new_session": start_new_session, "pass_fds": pass_fds, "user": user,
            "group": group, "extra_groups": extra_groups, "umask": umask != -1,
        })
        if encoding not in (None, "utf-8", "utf8", "UTF-8", "ascii") or errors not in (None, "strict"):
            raise NotImplementedError("subprocess with an encoding other than UTF-8 is not supported by Taipan")
        text = bool(text or universal_newlines or encoding or errors)
        self.args = args
        self.text_mode = text
        self.returncode = None
        self.pid, stdin, stdout, stderr, self._end = _spawn(
            args, shell, executable, cwd, env, stdin, stdout, stderr, process_group)
        self.stdin = stdin and _Writer(stdin, text)
        self.stdout = stdout and _Reader(stdout, text)
        self.stderr = stderr and _Reader(stderr, text)

    def __repr__(self):
        text = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return text if len(text) <= 80 else text[:76] + "...>"

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        for stream in (self.stdout, self.stderr):
            if stream is not None:
                stream.close()
        try:
            if self.stdin is not None:
                self.stdin.close()
        finally:
            self.wait()

    @property
    def universal_newlines(self):
        """Whether the streams are text."""
        return self.text_mode

    def poll(self):
        """The status of a program that has ended, else None."""
        if self.returncode is None:
            self.returncode = _subprocess.status(self.pid)
            if self.returncode is not None:
                self._end._close()
        return self.returncode

    def wait(self, timeout=None):
        """Waits for the program's end; its status."""
        if self.poll() is None:
            self._end.settimeout(None if timeout is None else max(timeout, 1e-9))
            try:
                self._end._receive(1)
            except TimeoutError:
                raise TimeoutExpired(self.args, timeout) from None
            self.poll()
        return self.returncode

    def communicate(self, input=None, timeout=None):
        """Writes the input, reads everything and waits; what was read."""
        from threading import Thread
        from time import monotonic
        end = None if timeout is None else monotonic() + timeout
        threads = []
        self._outputs = outputs = getattr(self, "_outputs", {})
        for stream in (self.stdout, self.stderr):
            if stream is not None and stream not in outputs and not stream.closed:
                outputs[stream] = []
                threads.append(Thread(target=_collect, args=(stream, outputs[stream]), daemon=True))
        if self.stdin is not None and not self.stdin.closed:
            threads.append(Thread(target=_feed, args=(self.stdin, input), daemon=True))
        self._threads = getattr(self, "_threads", []) + threads
        for thread in threads:
            thread.start()
        for thread in self._threads:
            thread.join(None if end is None else max(end - monotonic(), 0))
            if thread.is_alive():
                raise TimeoutExpired(self.args, timeout)
        try:
            self.wait(None if end is None else max(end - monotonic(), 0))
        except TimeoutExpired as expired:
            expired.timeout = timeout
            raise
        return tuple(
            None if stream is None else self._joined(outputs.get(stream, ())) for stream in (self.stdout, self.stderr))

    def _joined(self, parts):
        data = b"".join(parts)
        return _decoded(data) if self.text_mode else data

    def send_signal(self, sig):
        """Sends a signal, unless the program has ended."""
        if self.poll() is None:
            import os
            try:
                os.kill(self.pid, sig)
            except ProcessLookupError:
                pass

    def terminate(self):
        """Asks the program to end."""
        self.send_signal(15)

    def kill(self):
        """Ends the program."""
        self.send_signal(9)


def _collect(stream, parts):
    parts.append(stream._buffer)
    stream._buffer = b""
    while data := stream._pipe._receive(65536):
        parts.append(data)
    stream.close()


def _feed(stream, data):
    try:
        if data:
            stream.write(data)
        stream.close()
    except BrokenPipeError:
        pass


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Runs a program to its end."""
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired as expired:
            process.kill()
            process.wait()
            collected = getattr(process, "_outputs", {})
            expired.output = b"".join(collected.get(process.stdout, ())) or None
            expired.stderr = b"".join(collected.get(process.stderr, ())) or None
            raise
        except BaseException:
            process.kill()
            raise
        status = process.poll()
        if check and status:
            raise CalledProcessError(status, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, status, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Runs a program; its status."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except BaseException:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Runs a program that must not fail."""
    status = call(*popenargs, **kwargs)
    if status:
        raise CalledProcessError(status, kwargs.get("args") or popenargs[0])
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Runs a program that must not fail; what it wrote."""
    for name in ("stdout", "check"):
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Runs a command of the shell; its status, and what it wrote."""
    done = run(cmd, shell=True, text=True, stdout=PIPE, stderr=STDOUT, encoding=encoding, errors=errors)
    return done.returncode, done.stdout.removesuffix("\n")


def getoutput(cmd, *, encoding=None, errors=None):
    """Runs a command of the shell; what it wrote."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    """A command's words as one text, quoted where needed."""
    words = []
    for word in map(str, seq):
        out = ""
        slashes = 0
        for letter in word:
            if letter == "\\":
                slashes += 1
                continue
            out += "\\" * (slashes * 2 + 1) + '"' if letter == '"' else "\\" * slashes + letter
            slashes = 0
        quoted = " " in word or "\t" in word or not word
        out += "\\" * (slashes * 2 if quoted else slashes)
        words.append(f'"{out}"' if quoted else out)
    return " ".join(words)
