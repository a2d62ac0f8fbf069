print((lambda: 1)(), (lambda x, y=2, *a, k=3, **kw: (x, y, a, k, kw))(1, 5, 6, z=7))
print((lambda *, k: k)(k=1), (lambda x, /: x)(2), (lambda x: lambda y: x + y)(1)(2))
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], (lambda: (yield))().__class__.__name__)
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)), (lambda x: x if x else "zero")(0))
