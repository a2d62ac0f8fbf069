import math


class N:
    def __float__(self):
        return 2.25

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __index__(self):
        return 6


n = N()
print(math.sqrt(n), math.floor(n), math.ceil(n), math.trunc(n), math.gcd(n, 4), math.factorial(n), math.isqrt(n))
