def g():
    x = (yield 1) or "none"
    print("x", x)
    print("args", (yield 2), (yield 3))
    y = [(yield 4), (yield 5)]
    print("list", y)
    z = yield
    print("bare", z)
    d = {(yield 6): (yield 7)}
    print(d)
    s = f"{(yield 8)}"
    print(s)
    if (yield 9):
        yield "true"
    return (yield 10, 11)


it = g()
print(next(it))
for v in "abcdefghijk":
    try:
        print("yielded", it.send(v))
    except StopIteration as e:
        print("end", e.value)
        break
