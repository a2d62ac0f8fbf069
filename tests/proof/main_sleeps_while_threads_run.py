import threading
import time

log = []


def count():
    for i in range(5):
        time.sleep(0.02)
        log.append(i)


t = threading.Thread(target=count)
t.start()
time.sleep(0.3)
print(log)
t.join()


def spin(name, until):
    n = 0
    while time.monotonic() < until:
        n += 1
    log.append((name, n > 0))


log.clear()
until = time.monotonic() + 0.15
threads = [threading.Thread(target=spin, args=(n, until)) for n in "ab"]
for t in threads:
    t.start()
spin("main", until)
for t in threads:
    t.join()
print(sorted(log))
