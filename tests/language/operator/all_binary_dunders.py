class Log:
    def __getattr__(self, name):
        raise AttributeError(name)


names = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split()
for name in names:
    setattr(Log, f"__{name}__", lambda self, other, n=name: f"{n}({other})")
    setattr(Log, f"__r{name}__", lambda self, other, n=name: f"r{n}({other})")
x = Log()
print(x + 1, x - 1, x * 1, x / 1, x // 1, x % 1, x**1, x << 1, x >> 1, x & 1, x | 1, x ^ 1, x @ 1)
print(2 + x, 2 - x, 2 * x, 2 / x, 2 // x, 2 % x, 2**x, 2 << x, 2 >> x, 2 & x, 2 | x, 2 ^ x, 2 @ x)
