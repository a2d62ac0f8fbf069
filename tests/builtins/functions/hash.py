print(hash(5), hash(5.0), hash(True), hash(0), hash(-1), hash(2**61 - 1), hash(2**64), hash(-5.5), hash(0.1), hash(1e300))
print(hash("a") == hash("a"), hash((1, 2)) == hash((1, 2)), hash(()), hash((1, 2, 3)), hash(frozenset()), hash(frozenset([1, 2, 3])))
print(hash(None) == hash(None), hash(float("inf")), hash(-float("inf")), hash((1.5, True, None)) == hash((1.5, 1, None)))


class C:
    def __hash__(self):
        return 2**64 + 5


print(hash(C()))
for wrong in ([], {}, set(), ([],), slice(1, [])):
    try:
        hash(wrong)
    except TypeError as e:
        print(e)
