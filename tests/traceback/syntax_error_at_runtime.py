import traceback

for text in ("x = (1,", "a b", "f'{a b}'", "1 = x", "def f(x:\n  pass"):
    try:
        compile(text, "name.py", "exec")
    except SyntaxError:
        traceback.print_exc()
for e in (
    SyntaxError("bad", ("f.py", 2, 3, "  text here\n")),
    SyntaxError("bad", ("f.py", 2, 3, "  text here\n", 2, 7)),
    SyntaxError("bad"),
    SyntaxError("bad", ("f.py", None, None, None)),
):
    print("".join(traceback.format_exception_only(e)), end="")
exec("print(1)\n1 is 1\n")
