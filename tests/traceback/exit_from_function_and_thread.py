import threading


def f():
    raise SystemExit("only this thread")


t = threading.Thread(target=f)
t.start()
t.join()
print("main goes on")
raise SystemExit(256 + 7)
