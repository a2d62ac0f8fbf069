# Wrong patterns: what is said of them, and where.
import re
for p in ["(", ")", "[", "[a", "a**", "*a", "a{2}{3}", "(?P<x", "(?P<x>a)(?P<x>b)", "(?P<1>a)", "(?Px)", "(?<x)", "(?z)", "\\", "\\q", "[\\q]", "\\x1", "\\u12", "\\U00110000", "\\N{nope}", "\\Nx", "\\1", "(a\\1)", "(?P=x)", "(?(1)a|b|c)", "(?(2)a)", "(?(x)a)", "(?(0)a)", "a{3,2}", "a{99999999999}", "[b-a]", "[\\d-z]", "(?<=a*)b", "(?<=a|bc)d", "a(?i)b", "(?i-i:a)", "(?L)a", "(?au)a", "(?-", "(?i", "(?i-", "(?ik)", "(?#", "(?", "(?P", "(?<", "[\\400]", "\\400", "a\nb(", "(?<=(a)\\1)b", "x(?P<n>", "(?P<>a)", "(?P<a b>c)", "(?i-s", "(?-a:x)", "++", "a+*", "^*", "(?:a", "(?=a", "a|*"]:
    try: re.compile(p); print(repr(p), "ok")
    except Exception as e: print(repr(p), type(e).__name__, e, getattr(e, "msg", None), getattr(e, "pos", None), getattr(e, "lineno", None), getattr(e, "colno", None))
