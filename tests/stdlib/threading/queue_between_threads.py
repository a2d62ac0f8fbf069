import queue
import threading

q, out = queue.Queue(maxsize=2), []


def produce():
    for i in range(10):
        q.put(i)
    q.put(None)


def consume():
    while (item := q.get()) is not None:
        out.append(item * item)


threads = [threading.Thread(target=f) for f in (produce, consume)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(out, q.empty())
for wrong in (lambda: q.get_nowait(), lambda: q.get(timeout=0.01)):
    try:
        wrong()
    except queue.Empty as e:
        print(repr(e))
