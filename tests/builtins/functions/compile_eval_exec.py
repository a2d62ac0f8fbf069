print(eval("1 + 2"), eval("x * 2", {"x": 5}), eval("a + b", {"a": 1}, {"b": 2}))
scope = {}
exec("y = 5\ndef f():\n    return y + 1", scope)
print(scope["y"], scope["f"](), sorted(k for k in scope if not k.startswith("__")))
exec("z = 1")
print(z)
code = compile("1 + 1", "<test>", "eval")
print(eval(code))
exec(compile("print('compiled')", "<test>", "exec"))
for wrong in (lambda: eval("1 +"), lambda: eval("x = 1"), lambda: exec("if"), lambda: eval("undefined"), lambda: compile("1", "f", "nope")):
    try:
        wrong()
    except (SyntaxError, NameError, ValueError) as e:
        print(type(e).__name__, e)
