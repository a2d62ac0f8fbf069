s = "  xyxhelloxy \n"
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), "xyxhelloxyx".strip("xy"), "xyxhello".lstrip("xy"), "helloxyx".rstrip("xy"), repr("aaa".strip("a")), repr("\u3000a\xa0".strip()), "abc".strip(""), repr("".strip()), "x".strip(None))
print("prefix-body".removeprefix("prefix-"), "body.suffix".removesuffix(".suffix"), "abc".removeprefix("z"), "abc".removesuffix(""), "aaa".removeprefix("a"))
try:
    "a".strip(5)
except TypeError as e:
    print(e)
