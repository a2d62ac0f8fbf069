def echo():
    received = yield "ready"
    while received is not None:
        received = yield f"got {received}"
    return "done"


g = echo()
try:
    g.send(1)
except TypeError as e:
    print(e)
print(next(g), g.send("a"), g.send("b"))
try:
    g.send(None)
except StopIteration as e:
    print(e.value)


def average():
    total, n, avg = 0, 0, None
    while True:
        total += yield avg
        n += 1
        avg = total / n


a = average()
next(a)
print(a.send(10), a.send(20), a.send(3))
