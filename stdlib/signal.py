"""Signals of the process, and what is done when they arrive."""
import _signal
from _signal import NSIG, default_int_handler, pause, raise_signal
from enum import IntEnum

_NUMBERS = {
    "SIGHUP": 1, "SIGINT": 2, "SIGQUIT": 3, "SIGILL": 4, "SIGTRAP": 5, "SIGABRT": 6, "SIGIOT": 6, "SIGBUS": 7,
    "SIGFPE": 8, "SIGKILL": 9, "SIGUSR1": 10, "SIGSEGV": 11, "SIGUSR2": 12, "SIGPIPE": 13, "SIGALRM": 14,
    "SIGTERM": 15, "SIGSTKFLT": 16, "SIGCHLD": 17, "SIGCLD": 17, "SIGCONT": 18, "SIGSTOP": 19, "SIGTSTP": 20,
    "SIGTTIN": 21, "SIGTTOU": 22, "SIGURG": 23, "SIGXCPU": 24, "SIGXFSZ": 25, "SIGVTALRM": 26, "SIGPROF": 27,
    "SIGWINCH": 28, "SIGIO": 29, "SIGPOLL": 29, "SIGPWR": 30, "SIGSYS": 31, "SIGRTMIN": 34, "SIGRTMAX": 64,
}
_DESCRIPTIONS = (
    "", "Hangup", "Interrupt", "Quit", "Illegal instruction", "Trace/breakpoint trap", "Aborted", "Bus error",
    "Floating point exception", "Killed", "User defined signal 1", "Segmentation fault", "User defined signal 2",
    "Broken pipe", "Alarm clock", "Terminated", "Stack fault", "Child exited", "Continued", "Stopped (signal)",
    "Stopped", "Stopped (tty input)", "Stopped (tty output)", "Urgent I/O condition", "CPU time limit exceeded",
    "File size limit exceeded", "Virtual timer expired", "Profiling timer expired", "Window changed", "I/O possible",
    "Power failure", "Bad system call",
)

Signals = IntEnum("Signals", _NUMBERS)
Handlers = IntEnum("Handlers", {"SIG_DFL": 0, "SIG_IGN": 1})
globals().update(Signals.__members__)
globals().update(Handlers.__members__)

ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2


class ItimerError(OSError):
    """A timer cannot be set."""


def _named(value, kind):
    if isinstance(value, int):
        try:
            return kind(value)
        except ValueError:
            pass
    return value


def signal(signalnum, handler):
    """Sets what is done when a signal arrives: SIG_DFL, SIG_IGN, or a function of number and frame."""
    return _named(_signal.signal(signalnum, handler), Handlers)


def getsignal(signalnum):
    """What is done when a signal arrives."""
    return _named(_signal.getsignal(signalnum), Handlers)


def strsignal(signalnum, /):
    """The system's description of a signal; None if it has none."""
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")
    if signalnum < len(_DESCRIPTIONS):
        return _DESCRIPTIONS[signalnum]
    return f"Real-time signal {signalnum - 34}" if signalnum >= 34 else f"Unknown signal {signalnum}"


def valid_signals():
    """All signals of the platform."""
    return {_named(number, Signals) for number in (*range(1, 32), *range(34, NSIG))}


def siginterrupt(signalnum, flag, /):
    """Calls that a signal interrupts are always begun again."""
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")


def alarm(seconds, /):
    """Has SIGALRM sent after so many seconds; how many were left of the last time."""
    from operator import index
    left, _ = _signal._set_alarm(float(index(seconds)), 0.0)
    return int(left) + (left > int(left))


def setitimer(which, seconds, interval=0.0, /):
    """Has SIGALRM sent after a while, and again and again; the setting before."""
    _check_timer(which)
    try:
        return _signal._set_alarm(float(seconds), float(interval))
    except OSError as error:
        raise ItimerError(*error.args) from None


def getitimer(which, /):
    """How long until SIGALRM, and from each to the next."""
    _check_timer(which)
    return _signal._alarm_left()


def _check_timer(which):
    if which in (ITIMER_VIRTUAL, ITIMER_PROF):
        raise NotImplementedError("timers other than ITIMER_REAL are not supported by Taipan")
    if which != ITIMER_REAL:
        raise ItimerError(22, "Invalid argument")
