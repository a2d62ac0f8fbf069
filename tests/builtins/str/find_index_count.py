s = "abcabcabc"
print(s.find("c"), s.find("c", 3), s.find("c", 3, 5), s.find("z"), s.rfind("b"), s.rfind("b", 0, 5), s.find(""), s.find("", 100), s.rfind(""))
print(s.index("bc"), s.rindex("bc"), s.count("abc"), s.count(""), s.count("a", 1), s.count("aa"), "aaaa".count("aa"), "".count(""))
print("héllo".find("l"), "héllo".rfind("l"), "ab" in s, "" in s, s.find("a", -3), s.find("a", -100, -8))
for wrong in (lambda: s.index("z"), lambda: s.rindex("z"), lambda: s.find(5), lambda: s.index("a", 7), lambda: s.count(), lambda: 5 in s):
    try:
        print(wrong())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
