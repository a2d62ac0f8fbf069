s = set()
for i in range(20000):
    s.add(i * 3)
for i in range(0, 20000, 5):
    s.discard(i * 3)
print(len(s), 3 in s, 0 in s, sum(s), min(s), max(s))
t = {str(i) for i in range(1000)} & {str(i) for i in range(500, 2000)}
print(len(t), "750" in t, sorted(t)[:3])
print(len({i % 7 for i in range(10000)}), len(set("the quick brown fox")), {1, 2, 3} ^ {3, 4})
