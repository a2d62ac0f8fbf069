names = [f"v{i}" for i in range(3000)]
source = "def f():\n" + "".join(f"    {n} = {i}\n" for i, n in enumerate(names)) + "    return " + " + ".join(names) + "\n"
scope = {}
exec(source, scope)
print(scope["f"]())
exec("xs = [" + ", ".join(map(str, range(100_000))) + "]", scope)
print(len(scope["xs"]), scope["xs"][-1])
print(eval("+".join(["1"] * 5000)))
