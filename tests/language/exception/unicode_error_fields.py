e = UnicodeDecodeError("utf-8", b"abc", 1, 2, "why")
print(e, e.encoding, e.object, e.start, e.end, e.reason, repr(e))
e.start, e.reason = 0, "because"
print(e, e.args)
print(UnicodeEncodeError("ascii", "aé", 1, 2, "ordinal"))
print(UnicodeTranslateError("a\U0001f600b", 1, 2, "odd"), "|", UnicodeTranslateError("abc", 0, 3, "odd"))
for wrong in (
    lambda: UnicodeDecodeError("a"),
    lambda: UnicodeDecodeError(1, b"", 1, 2, "x"),
    lambda: UnicodeDecodeError("a", "text", 1, 2, "x"),
    lambda: UnicodeEncodeError("a", None, 1, 2, "x"),
    lambda: UnicodeEncodeError("a", "b", "c", 2, "x"),
    lambda: UnicodeTranslateError(),
):
    try:
        wrong()
    except TypeError as e:
        print(e)
