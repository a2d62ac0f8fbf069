"""Methods of event loops that are not native: each function here is one, looked up by name."""
import _asyncio
from _asyncio import iscoroutine, isfuture


def run_until_complete(self, future):
    """Runs until a future or coroutine is done; gives its result."""
    if self.is_closed():
        raise RuntimeError("Event loop is closed")
    if self.is_running():
        raise RuntimeError("This event loop is already running")
    if _asyncio._get_running_loop() is not None:
        raise RuntimeError("Cannot run the event loop while another loop is running")
    if iscoroutine(future):
        future = self.create_task(future)
    else:
        from .tasks import ensure_future
        future = ensure_future(future, loop=self)
    over = False

    def stop_after(future):
        # SystemExit and KeyboardInterrupt have ended the loop by themselves; so may an interrupt just before this.
        if not over and (
                future.cancelled() or not isinstance(future.exception(), (SystemExit, KeyboardInterrupt))):
            self.stop()

    future.add_done_callback(stop_after)
    try:
        self.run_forever()
    except BaseException:
        if future.done() and not future.cancelled():
            future.exception()
        raise
    finally:
        over = True
        future.remove_done_callback(stop_after)
    if not future.done():
        raise RuntimeError("Event loop stopped before Future completed.")
    return future.result()


def call_exception_handler(self, context):
    """Reports what went wrong, to the handler that was set or as text."""
    handler = self.get_exception_handler()
    if handler is None:
        default_exception_handler(self, context)
        return
    try:
        of = context.get("task") or context.get("future")
        here = None
        if of is not None and hasattr(of, "get_context"):
            here = of.get_context()
        elif context.get("handle") is not None:
            here = context["handle"].get_context()
        if here is not None:
            try:
                here.run(handler, self, context)
                return
            except RuntimeError as error:
                if "cannot enter context" not in str(error):
                    raise
        handler(self, context)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:
        default_exception_handler(self, {
            "message": "Unhandled error in exception handler",
            "exception": error,
            "context": context,
        })


def default_exception_handler(self, context):
    """Prints a report to standard error, or logs it if logging is in use."""
    message = context.get("message") or "Unhandled exception in event loop"
    lines = [message]
    for key in sorted(context):
        if key not in ("message", "exception"):
            value = context[key]
            lines.append(f"{key}: {value!r}")
    error = context.get("exception")
    import sys
    logging = sys.modules.get("logging")
    if logging is not None:
        info = (type(error), error, error.__traceback__) if error is not None else False
        logging.getLogger("asyncio").error("\n".join(lines), exc_info=info)
        return
    from ._report import show
    show("\n".join(lines), error)


async def shutdown_asyncgens(self):
    """Closes the async generators that are still suspended."""
    alive = _asyncio._generators(self)
    if not alive:
        return
    from .tasks import gather
    results = await gather(*[generator.aclose() for generator in alive], return_exceptions=True)
    for result, generator in zip(results, alive):
        if isinstance(result, Exception):
            self.call_exception_handler({
                "message": f"an error occurred during closing of asynchronous generator {generator!r}",
                "exception": result,
                "asyncgen": generator,
            })


async def shutdown_default_executor(self, timeout=None):
    """Waits for the threads of the default executor."""
    executor = self._extras.pop("_default_executor", None)
    if executor is None:
        return
    self._extras["_executor_shutdown"] = True
    future = self.create_future()
    import threading
    thread = threading.Thread(target=_join_executor, args=(self, executor, future))
    thread.start()
    try:
        from .timeouts import timeout as limit
        async with limit(timeout):
            await future
    except TimeoutError:
        import warnings
        warnings.warn(
            f"The executor did not finishing joining its threads within {timeout} seconds.",
            RuntimeWarning, stacklevel=2)
        executor.shutdown(wait=False)
    else:
        thread.join()


def _join_executor(self, executor, future):
    try:
        executor.shutdown(wait=True)
        if not self.is_closed():
            self.call_soon_threadsafe(_set_result_unless_done, future, None)
    except Exception as error:
        if not self.is_closed() and not future.cancelled():
            self.call_soon_threadsafe(future.set_exception, error)


def _set_result_unless_done(future, result):
    if not future.done():
        future.set_result(result)


def run_in_executor(self, executor, func, *args):
    """Calls a function in a thread; a future of its result."""
    if self.is_closed():
        raise RuntimeError("Event loop is closed")
    if iscoroutine(func):
        raise TypeError("coroutines cannot be used with run_in_executor()")
    if executor is None:
        extras = self._extras
        if "_executor_shutdown" in extras:
            raise RuntimeError("Executor shutdown has been called")
        executor = extras.get("_default_executor")
        if executor is None:
            from concurrent.futures import ThreadPoolExecutor
            executor = extras["_default_executor"] = ThreadPoolExecutor(thread_name_prefix="asyncio")
    from .tasks import wrap_future
    return wrap_future(executor.submit(func, *args), loop=self)


def set_default_executor(self, executor):
    """Sets the executor of run_in_executor(None, …)."""
    from concurrent.futures import ThreadPoolExecutor
    if not isinstance(executor, ThreadPoolExecutor):
        raise TypeError("executor must be ThreadPoolExecutor instance")
    self._extras["_default_executor"] = executor


def _close(self):
    for sig in list(self._extras.get("_signal_handlers", ())):
        remove_signal_handler(self, sig)
    executor = self._extras.pop("_default_executor", None)
    if executor is not None:
        executor.shutdown(wait=False)


def create_server(self, protocol_factory, host=None, port=None, **kwargs):
    """A server of protocols; to be awaited."""
    from ._network import create_server
    return create_server(self, protocol_factory, host, port, **kwargs)


def create_connection(self, protocol_factory, host=None, port=None, **kwargs):
    """A connection of a protocol; to be awaited."""
    from ._network import create_connection
    return create_connection(self, protocol_factory, host, port, **kwargs)


def create_unix_server(self, protocol_factory, path=None, **kwargs):
    """A server of protocols on a path; to be awaited."""
    from ._network import _start, listen_unix
    return listen_unix(self, lambda sock, server: _start(self, sock, protocol_factory, server), path, **kwargs)


async def create_unix_connection(self, protocol_factory, path=None, **kwargs):
    """A connection of a protocol to a path."""
    from ._network import _start, connect_unix
    transport, protocol = _start(self, await connect_unix(self, path, **kwargs), protocol_factory)
    await _asyncio.sleep(0)
    return transport, protocol


def connect_accepted_socket(self, protocol_factory, sock, **kwargs):
    """A connection of a protocol over an accepted socket; to be awaited."""
    from ._network import connect_accepted_socket
    return connect_accepted_socket(self, protocol_factory, sock, **kwargs)


def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, **kwargs):
    """A transport of datagrams; to be awaited."""
    from ._datagram import create_datagram_endpoint
    return create_datagram_endpoint(self, protocol_factory, local_addr, remote_addr, **kwargs)


async def sock_recv(self, sock, n):
    """Receives from a socket that does not block."""
    return await _until_done(self, sock, False, lambda: sock.recv(n))


async def sock_recv_into(self, sock, buf):
    """Receives into a buffer."""
    return await _until_done(self, sock, False, lambda: sock.recv_into(buf))


async def sock_recvfrom(self, sock, bufsize):
    """Receives a datagram, and its sender's address."""
    return await _until_done(self, sock, False, lambda: sock.recvfrom(bufsize))


async def sock_recvfrom_into(self, sock, buf, nbytes=0):
    """Receives a datagram into a buffer."""
    return await _until_done(self, sock, False, lambda: sock.recvfrom_into(buf, nbytes or len(buf)))


async def sock_sendall(self, sock, data):
    """Sends everything."""
    view = memoryview(data)
    while view:
        sent = await _until_done(self, sock, True, lambda: sock.send(view))
        view = view[sent:]


async def sock_sendto(self, sock, data, address):
    """Sends a datagram."""
    return await _until_done(self, sock, True, lambda: sock.sendto(data, address))


async def sock_accept(self, sock):
    """Accepts a connection: its socket, and the peer's address."""
    connection, address = await _until_done(self, sock, False, sock.accept)
    connection.setblocking(False)
    return connection, address


async def sock_connect(self, sock, address):
    """Connects a socket."""
    if self.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")
    if sock.family in (2, 10) and not _asyncio._import("_socket").is_numeric(address[0], sock.family):
        address = (await getaddrinfo(self, *address[:2], family=sock.family, type=sock.type))[0][4]
    from ._network import sock_connect
    await sock_connect(self, sock, address)


async def _until_done(self, sock, writing, operation):
    if self.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")
    own = sock._sock
    while True:
        timeout = own.gettimeout()
        own.settimeout(0)
        try:
            return operation()
        except (BlockingIOError, InterruptedError):
            pass
        finally:
            own.settimeout(timeout)
        await (own._writable(self) if writing else own._readable(self))


async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
    """socket.getaddrinfo in a thread."""
    import socket
    return await run_in_executor(self, None, socket.getaddrinfo, host, port, family, type, proto, flags)


async def getnameinfo(self, sockaddr, flags=0):
    """socket.getnameinfo in a thread."""
    import socket
    return await run_in_executor(self, None, socket.getnameinfo, sockaddr, flags)


def add_reader(self, fd, callback, *args):
    """Calls back as long as a descriptor can be read."""
    _asyncio._watch(self, _number(fd), False, callback, args)


def remove_reader(self, fd):
    """Undoes add_reader."""
    return _asyncio._watch(self, _number(fd), False, None, ())


def add_writer(self, fd, callback, *args):
    """Calls back as long as a descriptor can be written."""
    _asyncio._watch(self, _number(fd), True, callback, args)


def remove_writer(self, fd):
    """Undoes add_writer."""
    return _asyncio._watch(self, _number(fd), True, None, ())


def _number(fd):
    return fd if isinstance(fd, int) else fd.fileno()


def add_signal_handler(self, sig, callback, *args):
    """Calls back in the loop when a signal arrives."""
    import signal
    from contextvars import copy_context
    from inspect import iscoroutinefunction
    if iscoroutine(callback) or iscoroutinefunction(callback):
        raise TypeError("coroutines cannot be used with add_signal_handler()")
    _check_signal(sig)
    if self.is_closed():
        raise RuntimeError("Event loop is closed")
    if not _asyncio._is_main_thread():
        raise RuntimeError("set_wakeup_fd only works in main thread of the main interpreter")
    context = copy_context()
    try:
        signal.signal(sig, lambda number, frame: self.call_soon(callback, *args, context=context))
    except OSError as error:
        if error.errno == 22:
            raise RuntimeError(f"sig {sig} cannot be caught")
        raise
    self._extras.setdefault("_signal_handlers", set()).add(sig)


def remove_signal_handler(self, sig):
    """Undoes add_signal_handler; whether there was one."""
    import signal
    _check_signal(sig)
    handlers = self._extras.get("_signal_handlers", ())
    if sig not in handlers:
        return False
    handlers.remove(sig)
    signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
    return True


def _check_signal(sig):
    import signal
    if not isinstance(sig, int):
        raise TypeError(f"sig must be an int, not {sig!r}")
    if sig not in signal.valid_signals():
        raise ValueError(f"invalid signal number {sig}")
