s = "hello"
print(s.startswith("he"), s.startswith("lo"), s.startswith(("x", "he")), s.startswith("l", 2), s.startswith("", 5), s.startswith("", 6), s.startswith("he", 0, 1), s.startswith(()))
print(s.endswith("lo"), s.endswith(("x", "o")), s.endswith("l", 0, 4), s.endswith(""), s.endswith("hello world"))
for wrong in (lambda: s.startswith(5), lambda: s.startswith(("a", 5)), lambda: s.endswith(["a"]), lambda: s.startswith()):
    try:
        wrong()
    except TypeError as e:
        print(e)
