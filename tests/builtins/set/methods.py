s = {1, 2}
print(s.add(3), s.add(3), len(s), s.discard(9), s.remove(3), sorted(s))
s.update([5], {6}, "a")
print(len(s), 5 in s, "a" in s)
print({1, 2}.union({3}, [4]), {1, 2, 3}.intersection([2, 3], {3}), {1, 2, 3}.difference([1], {2}), {1, 2}.symmetric_difference([2, 3]))
t = {1, 2, 3, 4}
t.intersection_update([1, 2, 3])
t.difference_update([1])
t.symmetric_difference_update([3, 7])
print(t, t.issubset([2, 7, 8]), t.issuperset([2]), t.isdisjoint([1]), t.copy() == t, t.copy() is t)
print({3}.pop(), set("aab") == {"a", "b"}, set(range(3)), set(), {1} | set())
t.clear()
print(t)
for wrong in (lambda: t.pop(), lambda: t.remove(5), lambda: t.add([]), lambda: set(5), lambda: t.update(5), lambda: t.union(5)):
    try:
        wrong()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
print(frozenset([1, 2]) | {3}, frozenset("a").union("b") == {"a", "b"}, hasattr(frozenset(), "add"), {frozenset([1]): 2}[frozenset([1])])
