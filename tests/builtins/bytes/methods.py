b = b"Hello, World"
print(b.find(b"o"), b.find(111), b.rfind(b"o"), b.index(b"W"), b.count(b"l"), b.startswith(b"He"), b.endswith((b"x", b"ld")), b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize())
print(b.split(b", "), b"a b  c".split(), b.partition(b","), b.rpartition(b"o"), b",".join([b"a", b"b"]), b.replace(b"l", b"L", 1), b"  x ".strip(), b"xxaxx".strip(b"x"), b"a\nb\r\nc".splitlines(), b"a\tb".expandtabs(4))
print(b"ab".center(6, b"*"), b"ab".ljust(4), b"7".zfill(3), b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" ".isspace(), b"A".isupper(), b.removeprefix(b"Hello"), b"a-b".translate(bytes.maketrans(b"-", b"_")), b"abc".translate(None, b"b"))
print(b"h\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"\xff".decode(errors="replace"), b"a\xffb".decode("utf-8", "ignore"), b"\xff".decode("utf-8", "backslashreplace"), b"abc".decode("ascii"))
print(b"%d %s %x" % (5, b"x", 255), b"%b" % b"q", b"%5.1f|" % 2.55)
for wrong in (lambda: b.find("o"), lambda: b.index(b"z"), lambda: b",".join(["a"]), lambda: b"\xff".decode(), lambda: b"\xe2\x82".decode(), lambda: b"\x80a".decode("ascii"), lambda: b.split(""), lambda: b"a".decode("nope"), lambda: b.startswith("H")):
    try:
        wrong()
    except (TypeError, ValueError, LookupError) as e:
        print(type(e).__name__, e)
