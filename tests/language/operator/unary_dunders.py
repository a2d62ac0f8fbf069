class Unary:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __abs__(self):
        return "abs"


u = Unary()
print(-u, +u, ~u, abs(u))
for operation in (lambda: -"a", lambda: +[], lambda: ~1.5, lambda: abs("x")):
    try:
        operation()
    except TypeError as e:
        print(e)
