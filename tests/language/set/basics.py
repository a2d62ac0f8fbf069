s = {3, 1, 2, 3}
print(len(s), 2 in s, sorted(s), set(), {1}, frozenset({1}), frozenset())
s.add(4)
s.discard(99)
s.remove(1)
print(sorted(s), s == {2, 3, 4}, s != {2}, s == frozenset({2, 3, 4}))
try:
    s.remove(99)
except KeyError as e:
    print(repr(e))
for wrong in ([], {}, set()):
    try:
        {wrong}
    except TypeError as e:
        print(e)
print({1, 1.0, True}, {0, False}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
