print(sorted([3, 1, 2]), sorted("hello"), sorted({"b": 1, "a": 2}), sorted((2, 1), reverse=True), sorted([]))
words = ["banana", "Apple", "cherry", "apple"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
pairs = [(1, "b"), (0, "z"), (1, "a"), (0, "y")]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True), sorted(pairs))
print(sorted([3, 1, 2], key=lambda x: -x), sorted([True, 0, 2.5, -1]), sorted(range(5), key=lambda x: x % 2))
xs = [5, 2]
ys = sorted(xs)
print(xs, ys, sorted(x * 2 for x in xs))
for wrong in (lambda: sorted([1, "a"]), lambda: sorted([{}, {}]), lambda: sorted(5), lambda: sorted([1], lambda x: x), lambda: sorted([1, 2], key=5)):
    try:
        wrong()
    except TypeError as e:
        print(e)
