print("héllo €".encode(), "abc".encode("ascii"), "é".encode("latin-1"), "é".encode("utf-16-le"), "é€".encode("ascii", "replace"), "é€".encode("ascii", "ignore"), "é€😀".encode("ascii", "backslashreplace"), "é€".encode("ascii", "xmlcharrefreplace"), "é".encode(encoding="UTF8", errors="strict"))
for wrong in (lambda: "é".encode("ascii"), lambda: "€".encode("latin-1"), lambda: "a".encode("nope"), lambda: "é".encode("ascii", "nope"), lambda: "ab\ud800".encode()):
    try:
        wrong()
    except (UnicodeError, LookupError) as e:
        print(type(e).__name__, e)
