s = "\ud83d"
print(len(s), repr(s), s == "\ud83d")
try:
    s.encode()
except UnicodeEncodeError as e:
    print(e)
    print(e.start, e.end, e.reason, e.encoding)
print(s.encode("utf-8", "surrogatepass"), s.encode(errors="replace"), s.encode(errors="ignore"))
print(b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))
print("\ud83d\ude00" == "\U0001F600", len("\ud83d\ude00"))
