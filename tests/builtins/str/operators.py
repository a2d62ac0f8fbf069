s = "abc"
print(s + "d", s * 2, s[1], s[-1], s[::-1], s[5:], len(s), "b" in s, s < "abd", s == "abc", s != "x", hash(s) == hash("abc"), s is str(s), min(s), max(s), sorted(s), list(s), [*s])
print("a" "b", "%s-%d" % ("x", 5), s.__add__("d"), s.__contains__("a"), s.__len__(), s.__getitem__(0), "abc".__lt__("abd"), "a".__eq__(5), str.__name__)
for wrong in (lambda: s + 5, lambda: 5 + s, lambda: s * "a", lambda: s * 1.5, lambda: s[3], lambda: s["a"], lambda: s - "a", lambda: s < 5, lambda: -s):
    try:
        wrong()
    except (TypeError, IndexError) as e:
        print(type(e).__name__, e)
