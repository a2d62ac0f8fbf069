code = compile("a + b", "f", "eval")
print(eval(code, {"a": 1, "b": 2}), eval(code, {"a": 1}, {"b": 5}))
code = compile("x = a\ndef f(): return x\nprint(locals() is globals())", "f", "exec")
namespace = {"a": 3}
exec(code, namespace)
print(namespace["f"](), namespace["x"])
module, local = {"a": 3}, {}
exec(code, module, local)
print(sorted(local), "x" in module)


def f(q):
    return eval(compile("q * 2", "f", "eval"))


print(f(4))
exec(compile("global z\nz = 5\nfrom math import *\nfor i in range(3): t = i\ndel i", "f", "exec"))
print(z, t, floor(2.5))
