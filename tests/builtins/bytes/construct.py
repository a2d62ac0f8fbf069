print(bytes(), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(bytearray(b"y")), bytes(range(3)), b"\x00\x7f\x80\xff\n\t\\'\"", b'a"b', rb"\n")
print(bytes.fromhex("00 ff 1A"), b"\x01\xab".hex(), b"\x01\xab\x02".hex(":"), b"abcd".hex("-", 2), len(b"abc"), b"abc"[0], b"abc"[-1:], list(b"ab"), b"a" in b"cab", 97 in b"abc", b"a" + b"b", b"ab" * 2)
print(b"a" == b"a", b"a" == "a", b"a" < b"b", hash(b"a") == hash(b"a"), b"abc"[::-1], bool(b""), repr(b"\x85"), bytes(b"it's"))
for wrong in (lambda: bytes("a"), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(-1), lambda: bytes(1.5), lambda: bytes(["a"]), lambda: b"a"[5], lambda: b"a" + "b", lambda: bytes.fromhex("0g"), lambda: bytes.fromhex("000"), lambda: "a" in b"a", lambda: 256 in b"a"):
    try:
        wrong()
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
