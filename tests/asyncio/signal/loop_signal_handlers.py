import asyncio, os, signal, threading


async def amain():
    loop = asyncio.get_running_loop()
    ev = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ev.set)
    loop.call_later(0.05, os.kill, os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(ev.wait(), 2); print("got term")
    print(loop.remove_signal_handler(signal.SIGTERM), loop.remove_signal_handler(signal.SIGTERM))
    print(signal.getsignal(signal.SIGTERM))
    for a in [("x", print), (99, print), (signal.SIGKILL, print), (signal.SIGTERM, amain)]:
        try: loop.add_signal_handler(*a); print("ok")
        except Exception as e: print(type(e), e)
    def raiser(): raise ValueError("in signal callback")
    loop.add_signal_handler(signal.SIGUSR1, raiser)
    loop.set_exception_handler(lambda l, c: print("EH", c["message"].split(" at ")[0], c["exception"]))
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.sleep(0.05)
    loop.add_signal_handler(signal.SIGINT, lambda: print("own int"))
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(0.05)
    print(loop.remove_signal_handler(signal.SIGINT), signal.getsignal(signal.SIGINT) is signal.default_int_handler)
    # plain handler while idle in the loop
    signal.signal(signal.SIGUSR2, lambda n, f: print("plain while idle"))
    loop.call_later(0.05, lambda: None)
    threading.Timer(0.02, lambda: os.kill(os.getpid(), signal.SIGUSR2)).start()
    await asyncio.sleep(0.1)
    def bad(n, f): raise ZeroDivisionError
    signal.signal(signal.SIGUSR2, bad)
    os.kill(os.getpid(), signal.SIGUSR2)
try: asyncio.run(amain())
except ZeroDivisionError: print("zde left run")
