import threading
import time

lock, total = threading.Lock(), 0


def add(n):
    global total
    for _ in range(n):
        with lock:
            before = total
            time.sleep(0)
            total = before + 1


threads = [threading.Thread(target=add, args=(200,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total, lock.locked(), lock.acquire(), lock.acquire(blocking=False), lock.acquire(timeout=0.01))
lock.release()
try:
    lock.release()
except RuntimeError as e:
    print(e)
event, seen = threading.Event(), []
t = threading.Thread(target=lambda: seen.append(event.wait(5)))
t.start()
print(event.wait(0.01), event.is_set())
event.set()
t.join()
print(seen, event.wait())
r = threading.RLock()
with r, r:
    print("twice")
