r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:3], r[::-1], r.start, r.stop, r.step, r.index(8), r.count(8), r.count(9))
print(8 in r, 9 in r, 8.0 in r, "a" in r, 20 in r, range(5) == range(0, 5, 1), range(0) == range(5, 2), range(1, 3) != range(1, 4))
print(hash(range(3)) == hash(range(0, 3)), bool(range(0)), bool(range(1)), list(reversed(range(3))), range(10)[2:8:2], max(range(5)), sum(range(10)))
print(range(2**70)[2**69], len(range(0, 2**62, 2)), range(-1, -10, -4), list(range(-1, -10, -4)), repr(range(1, 5)), repr(range(1, 5, 2)))
for wrong in (lambda: r[100], lambda: r.index(9), lambda: range(1.0), lambda: range(1, 2, 0), lambda: range(), lambda: range(1, 2, 3, 4)):
    try:
        wrong()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
