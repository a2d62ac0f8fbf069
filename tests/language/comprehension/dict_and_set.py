print({k: v for k, v in zip("abc", range(3))}, {k: k for k in [1, 2] if k > 1})
print({x % 3 for x in range(10)}, {(x, y) for x in [1] for y in [2]})
print({v: k for k, v in {"a": 1, "b": 2}.items()}, {len(w): w for w in ["a", "b", "cc"]})
print({k: [v for v in range(k)] for k in range(3)})
try:
    {[]: 1 for _ in [1]}
except TypeError as e:
    print(e)
