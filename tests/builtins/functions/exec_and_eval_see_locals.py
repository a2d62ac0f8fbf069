class Body:
    for name in ("first", "second"):
        exec(f"def {name}(self): return {name!r}")
    del name
    x = 3
    y = eval("x * 2")


print(Body().first(), Body().second(), Body.y)


def f(a):
    b = a + 1
    exec("c = a + b")
    print(eval("a * b"), "c" in locals(), [eval("a") for _ in range(2)])
    return eval("[v for v in (a, b)]", {"a": 8, "b": 9})


print(f(1))
