print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=1)), list(enumerate("a", -1)))
e = enumerate("xy")
print(next(e), next(e), next(e, "end"), iter(e) is e, type(e).__name__)
for i, (a, b) in enumerate([(1, 2), (3, 4)], 10):
    print(i, a, b)
print(list(enumerate("a", 2**63)))
try:
    enumerate(5)
except TypeError as e:
    print(e)
