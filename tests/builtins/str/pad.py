print(repr("ab".center(7)), repr("ab".center(6, "*")), repr("abc".center(6, "*")), repr("ab".ljust(5)), repr("ab".rjust(5, "-")), "42".zfill(5), "-42".zfill(6), "+1".zfill(4), "abc".zfill(2), "".zfill(3), repr("ab".center(1)))
print(repr("a\tb\tcc\td".expandtabs()), repr("a\tb".expandtabs(4)), repr("\t".expandtabs(0)), repr("ab\ncd\te".expandtabs(4)))
try:
    "a".center(5, "ab")
except TypeError as e:
    print(e)
