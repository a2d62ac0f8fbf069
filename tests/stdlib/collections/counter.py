from collections import Counter

c = Counter("abracadabra")
print(c, c["a"], c["zz"], c.most_common(2), sorted(c.elements())[:4], c.total(), len(c))
c.update("aab")
c.subtract({"a": 10, "q": 1})
print(c["a"], c["q"], +c, -c)
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=5), Counter(a=3) & Counter(a=1, b=2), Counter(a=3) | Counter(b=2))
print(Counter(["x", "y", "x"]) == {"x": 2, "y": 1}, Counter(), Counter({"a": 2}).most_common(), Counter(a=1) <= Counter(a=2), dict(Counter([1, 1])))
