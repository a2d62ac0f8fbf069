def f(a, *args, k=1, **kw):
    def g():
        nonlocal a, k
        a += 1
        k *= 2
        args_seen.append(args)
        kw["n"] = kw.get("n", 0) + 1
        return a, args, k, kw

    args_seen = []
    return g


g = f(1, 2, 3, k=5, x=0)
print(g())
print(g())
print(g.__closure__ is not None, len(g.__closure__), g.__code__.co_freevars)
print(sorted(c.cell_contents if not isinstance(c.cell_contents, (list, dict, tuple)) else 0 for c in g.__closure__))
