a or b and not c in d is not e < f
-a ** -b + c * d // e @ f << 1 | 2 & 3 ^ ~4
x if y else lambda: z
(n := 10) + (yield)
f(a, *b, k=1, **c)(x for x in y)[1:2, ::3, ...].attr
[*a, 1], {*a, 1}, {**a, 'b': 2}, (), (a,), {}
[x async for x in y if z if w for u in v]
{k: v for k, v in d.items()}
x[*a], x[a, b], x[a := 1], x[:]
