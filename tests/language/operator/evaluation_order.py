def v(name, value=1):
    print(name, end=" ")
    return value


v("a") + v("b") * v("c")
print()
v("f", lambda *a, **k: None)(v("x"), *v("y", [1]), k=v("z"), **v("w", {}))
print()
{v("k1"): v("v1"), v("k2", 2): v("v2")}
print()
d = {}
d[v("key")] = v("value")
print()
v("then") if v("cond") else v("else")
print()
v("x", [0, 1])[v("i") : v("j") : v("step")]
print()
