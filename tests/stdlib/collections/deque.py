from collections import deque

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), list(d), 2 in d, d.index(2), d.count(3))
d.extend("ab")
d.extendleft("xy")
d.rotate(1)
print(d)
d.rotate(-2)
d.remove("a")
d.reverse()
d.insert(1, "in")
d[2] = "set"
del d[0]
print(d, d.copy() == d, list(reversed(d)), bool(deque()), deque("ab") + deque("c"), deque("ab") * 2)
m = deque(range(5), maxlen=3)
m.append(9)
print(m, m.maxlen, m.appendleft(7), m, deque([], 0).append(1))
for wrong in (lambda: deque().pop(), lambda: deque().popleft(), lambda: d.remove("zz"), lambda: d[99], lambda: deque(5), lambda: deque([], -1), lambda: hash(d), lambda: deque([1, 2], 2).insert(0, 1)):
    try:
        wrong()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    for x in d:
        d.append(x)
except RuntimeError as e:
    print(e)
