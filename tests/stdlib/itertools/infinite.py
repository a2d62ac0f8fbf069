from itertools import count, cycle, islice, repeat

print(list(islice(count(), 3)), list(islice(count(10, -2), 3)), list(islice(count(0.5, 0.5), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice(repeat(1), 2)), list(repeat(1, 0)), list(repeat(1, -5)), list(cycle([])))
print(list(map(pow, [1, 2, 3], repeat(2))), list(zip(count(1), "abc")), count(5), repeat("a"), repeat("a", 2), next(count(2**63)))
print(list(islice("abcdef", 2)), list(islice("abcdef", 1, None, 2)), list(islice("abcdef", 2, 4)), list(islice([], 5)), list(islice(range(10), 3, 8, 2)))
for wrong in (lambda: islice("a", -1), lambda: islice("a", 0, 1, 0), lambda: count("a"), lambda: islice("a", "b"), lambda: repeat()):
    try:
        wrong()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
it = iter(range(10))
print(list(islice(it, 3)), next(it))
