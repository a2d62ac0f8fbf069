import time

a = time.monotonic()
p = time.perf_counter()
n = time.monotonic_ns()
time.sleep(0.01)
print(time.monotonic() - a >= 0.01, time.perf_counter() - p >= 0.01, isinstance(n, int), time.monotonic_ns() > n, time.time() > 1.7e9, time.time_ns() > 1.7e18, time.process_time() >= 0, time.thread_time() >= 0)
print(time.sleep(0), isinstance(time.perf_counter_ns(), int))
for wrong in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.sleep(), lambda: time.sleep(float("nan"))):
    try:
        wrong()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
