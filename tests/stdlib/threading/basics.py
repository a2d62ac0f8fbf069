import threading
import time

log = []


def work(n, delay=0):
    time.sleep(delay)
    log.append((n, threading.current_thread().name))


threads = [threading.Thread(target=work, args=(i,), kwargs={"delay": 0.05 * (3 - i)}, name=f"t{i}") for i in range(3)]
print([t.is_alive() for t in threads], threads[0].name, threads[0].daemon)
for t in threads:
    t.start()
for t in threads:
    t.join()
print(log, [t.is_alive() for t in threads], threading.current_thread().name, threading.main_thread() is threading.current_thread())
try:
    threads[0].start()
except RuntimeError as e:
    print(e)


class Custom(threading.Thread):
    def run(self):
        log.append("custom")


c = Custom()
c.start()
c.join(timeout=5)
print(log[-1], threading.active_count())
