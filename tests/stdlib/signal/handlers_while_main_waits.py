import signal, os, time, threading
def h(n, f): print("handler", n, f.f_code.co_name)
signal.signal(signal.SIGUSR1, h)
def main():
    os.kill(os.getpid(), signal.SIGUSR1); print("after kill")
    threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGUSR1)).start()
    t = time.time(); time.sleep(0.3); print("slept", round(time.time()-t, 1))
    e = threading.Event()
    signal.signal(signal.SIGUSR2, lambda n, f: (print("usr2"), e.set()))
    threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGUSR2)).start()
    print(e.wait(2))
    class Stop(Exception): pass
    def stop(n, f): raise Stop("from handler")
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        while True: pass
    except Stop as s: print("stopped", s)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try: threading.Lock().acquire() or threading.Event().wait()
    except Stop as s: print("stopped", s)
    l = threading.Lock(); l.acquire()
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try: l.acquire()
    except Stop as s: print("stopped lock", s, l.locked())
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try: time.sleep(5)
    except Stop as s: print("stopped sleep", s)
    signal.signal(signal.SIGALRM, h)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    signal.pause(); print("paused")
    # nested: handler that sleeps while another arrives
    def slow(n, f): print("slow in"); time.sleep(0.2); print("slow out")
    signal.signal(signal.SIGUSR2, slow)
    threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGUSR2)).start()
    threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGUSR1)).start()
    time.sleep(0.4); print("end nested")
    # ctrl-c while joining a thread
    th = threading.Thread(target=time.sleep, args=(0.4,)); th.start()
    threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    try: th.join()
    except KeyboardInterrupt as k: print("kbd in join", repr(k))
    th.join()
    # busy thread while main sleeps
    stopb = []
    def busy():
        while not stopb: pass
    th = threading.Thread(target=busy); th.start()
    threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    try: time.sleep(3)
    except KeyboardInterrupt as k: print("kbd beside busy", repr(k))
    stopb.append(1)
    r = []
    def in_thread():
        try: signal.signal(signal.SIGUSR1, h)
        except ValueError as e: print(e)
    th = threading.Thread(target=in_thread); th.start(); th.join()
main()
