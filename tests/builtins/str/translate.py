t = str.maketrans("abc", "xyz", "d")
print("abcdabcd".translate(t), "é".translate({233: "e"}), "abc".translate({97: None, 98: "BB", 99: 67}), str.maketrans({"a": 1, 98: "x"}), str.maketrans("a", "b"))
for wrong in (lambda: str.maketrans("ab", "x"), lambda: str.maketrans({"ab": 1}), lambda: "a".translate({97: -1}), lambda: "a".translate({97: []})):
    try:
        print(wrong())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
