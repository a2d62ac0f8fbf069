import threading
import time


def numbers():
    n = 0
    while True:
        yield n
        n += 1


class Safe:
    def __init__(self, it):
        self.it, self.lock = it, threading.Lock()

    def next(self):
        with self.lock:
            return next(self.it)


source, seen = Safe(numbers()), []


def take(n):
    mine = []
    for _ in range(n):
        mine.append(source.next())
        if len(mine) % 50 == 0:
            time.sleep(0)
    seen.extend(mine)


threads = [threading.Thread(target=take, args=(300,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(seen) == list(range(1200)))
