# A handler's exception is raised in the call that blocks, inside the task.
import asyncio
import signal
import threading
import time


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop("from handler")


signal.signal(signal.SIGALRM, stop)


async def main():
    for block in (lambda: time.sleep(5), lambda: threading.Event().wait(5), lambda: time.sleep(5)):
        signal.setitimer(signal.ITIMER_REAL, 0.03)
        try:
            block()
        except Stop as error:
            print("caught", error)
        finally:
            print("finally")
        await asyncio.sleep(0)
    signal.setitimer(signal.ITIMER_REAL, 0.03)
    try:
        await asyncio.sleep(5)
    finally:
        print("main cancelled")


try:
    asyncio.run(main())
except Stop as error:
    print("left the loop:", error)
