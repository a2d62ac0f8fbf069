class C:
    def __repr__(self):
        return "<C é>"


print(repr(C()), str(C()), ascii(C()), [C()], {"k": C()}, (C(),), f"{C()}", "%s %r %a" % (C(), C(), C()))
print(repr("a'b\"c\n"), ascii("é"), str(5), str(None), str([1, "a"]), str(b"x"), repr(1.0), str(True), str(...), str(NotImplemented))
print(str(b"h\xc3\xa9", "utf-8"), str(b"abc", encoding="ascii"), str(b"\xff", errors="replace"), str(object="x"), repr(str()))
print(repr(len), repr(int), repr(range(3)), repr(slice(1, 2)), repr({1: {2: 3}}), repr(frozenset([1])), repr(bytearray(b"x")))
