def f():
    f()


caught = 0
for _ in range(20):
    try:
        f()
    except RecursionError:
        caught += 1
print(caught)


def cleanup(n):
    try:
        cleanup(n + 1)
    finally:
        log.append(n)


log = []
try:
    cleanup(0)
except RecursionError:
    print(len(log) > 900, log[-1])
