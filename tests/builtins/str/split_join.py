print("a b  c".split(), "a b  c".split(" "), " a ".split(), "".split(), "".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "a b c".split(None, 1), " a  b c ".rsplit(None, 1))
print("a--b".split("--"), "abc".split("z"), "a,b".split(sep=",", maxsplit=-1), "x1y1z".rsplit("1"), "\ta\n b\r".split(), "a\u2003b".split(), "aXbX".split("X"))
print(",".join(["a", "b"]), "".join("abc"), "-".join([]), ", ".join(str(x) for x in range(3)), "ab".join("xyz"), "x".join(["only"]))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\u2028h".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\n\nb".splitlines())
print("a.b.c".partition("."), "a.b.c".rpartition("."), "abc".partition("."), "abc".rpartition("."))
for wrong in (lambda: "a".split(""), lambda: "a".split(5), lambda: "a".partition(""), lambda: ",".join([1]), lambda: ",".join(["a", None]), lambda: ",".join(5)):
    try:
        wrong()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
