t = (1, 2, 3, 2)
print(t.index(2), t.index(2, 2), t.count(2), t.count(9), tuple(), tuple("ab"), tuple([1]), tuple(x for x in (1, 2)), t is tuple(t))
try:
    t.index(9)
except ValueError as e:
    print(e)
print(sorted([(2, "a"), (1, "b"), (1, "a")]), max((1, 2), (1, 3)), (1, 2) + (3,), (0,) * 3, (1, 2, 3)[::-1])
print(hash((1, (2, 3))) == hash((1, (2, 3))), (1, 2) in [(1, 2)], repr((1,)), repr(((),)))
