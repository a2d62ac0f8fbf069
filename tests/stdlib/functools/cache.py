from functools import cache, cached_property, lru_cache

calls = []


@cache
def fib(n):
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(50), len(calls), fib.cache_info())
fib.cache_clear()
print(fib.cache_info(), fib.__name__, fib.__wrapped__.__name__)


@lru_cache(maxsize=2)
def f(x, y=0):
    calls.append((x, y))
    return x


calls.clear()
print(f(1), f(2), f(1), f(3), f(2), f(1, y=0), f(1.0), calls, f.cache_info())
try:
    f([])
except TypeError as e:
    print(e)


@lru_cache
def g():
    return 1


print(g(), g(), g.cache_info(), g.cache_parameters())


class C:
    @cached_property
    def p(self):
        calls.append("p")
        return 5


c = C()
calls.clear()
print(c.p, c.p, calls, vars(c))
del c.p
print(c.p, calls)
