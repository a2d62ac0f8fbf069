import asyncio, os, signal, sys, time
mode = 'compute'
async def slow():
    try:
        await asyncio.sleep(5)
    finally:
        print("cleanup")
async def main():
    loop = asyncio.get_running_loop()
    if mode == "task":
        loop.call_later(0.05, os.kill, os.getpid(), signal.SIGINT)
        t = asyncio.create_task(slow())
        await t
    elif mode == "busy":
        loop.call_later(0, lambda: signal.setitimer(0, 0.05))
        signal.signal(signal.SIGALRM, lambda n, f: os.kill(os.getpid(), signal.SIGINT))
        await asyncio.sleep(0.001)
        t = asyncio.create_task(slow())
        await asyncio.sleep(0)
        while True:
            await asyncio.sleep(0)
    elif mode == "swallow":
        loop.call_later(0.05, os.kill, os.getpid(), signal.SIGINT)
        try: await asyncio.sleep(5)
        except asyncio.CancelledError: print("swallowed", asyncio.current_task().cancelling())
        await asyncio.sleep(0.01)
        return 5
    elif mode == "twice":
        loop.call_later(0.05, os.kill, os.getpid(), signal.SIGINT)
        loop.call_later(0.1, os.kill, os.getpid(), signal.SIGINT)
        t = asyncio.create_task(slow())
        try: await asyncio.sleep(5)
        except asyncio.CancelledError: time.sleep(0.001)
        await asyncio.sleep(3)
    elif mode == "compute":
        signal.signal(signal.SIGALRM, lambda n, f: os.kill(os.getpid(), signal.SIGINT))
        signal.setitimer(0, 0.05, 0.1)
        t = asyncio.create_task(slow())
        await asyncio.sleep(0)
        while True: pass
    elif mode == "runner":
        pass
    elif mode == "systemexit":
        asyncio.create_task(slow())
        await asyncio.sleep(0)
        async def ex(): sys.exit(7)
        await asyncio.create_task(ex())
if mode == "runner":
    with asyncio.Runner() as r:
        try:
            async def one():
                asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGINT)
                await slow()
            r.run(one())
        except KeyboardInterrupt: print("kbd")
        async def two():
            await asyncio.sleep(0.01); return 2
        print(r.run(two()))
        os.kill(os.getpid(), signal.SIGINT)
else:
    print(asyncio.run(main()))
