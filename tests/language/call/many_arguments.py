def f(*args, **kwargs):
    return len(args), len(kwargs), sum(args), sum(kwargs.values())


print(f(*range(1000), **{f"k{i}": i for i in range(500)}))
source = "def g(" + ", ".join(f"a{i}" for i in range(300)) + "): return a0 + a299\n"
print(max(*range(300)), "".join([*map(str, range(50))]))
print(f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, a=1, b=2, c=3, d=4, e=5, g=6))
