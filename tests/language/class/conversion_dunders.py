class N:
    def __int__(self):
        return 7

    def __float__(self):
        return 2.5

    def __index__(self):
        return 3

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __bytes__(self):
        return b"bytes"

    def __round__(self, n=None):
        return ("round", n)

    def __trunc__(self):
        return 9

    def __divmod__(self, other):
        return ("divmod", other)

    def __length_hint__(self):
        return 5


n = N()
print(int(n), float(n), hex(n), str(n), repr(n), bytes(n), round(n), round(n, 2), divmod(n, 4), [n], f"{n} {n!r}", bin(n))


class Bad:
    def __str__(self):
        return 5

    def __int__(self):
        return "x"

    def __len__(self):
        return "x"

    def __repr__(self):
        return None

    def __index__(self):
        return 1.5


for f in (str, int, len, repr, bin):
    try:
        f(Bad())
    except TypeError as e:
        print(e)
