print(sum([]), sum([1, 2, 3]), sum([0.1] * 10), sum([1, 2], 10), sum([[1], [2]], []), sum(range(101)), sum((x for x in [True, 2]), start=1))
print(sum([2**62, 2**62, 2**62]), sum([1, 2.5]), sum([0.1, 0.2, 0.3]), sum([1e100, 1.0, -1e100]), sum([(1,), (2,)], ()))
for wrong in (lambda: sum("ab"), lambda: sum([1], "a"), lambda: sum(5), lambda: sum(["a", "b"], ""), lambda: sum([b"a"], b""), lambda: sum([[1]])):
    try:
        wrong()
    except TypeError as e:
        print(e)
