print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "abc".replace("z", "y"), "aaaa".replace("aa", "a"), "abc".replace("b", ""), "".replace("", "x"), "abab".replace("ab", "é"), "aaa".replace("a", "b", count=1), "aa".replace("a", "b", 0))
try:
    "a".replace("a", 5)
except TypeError as e:
    print(e)
