import math

for wrong in (
    lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.log(0, 10), lambda: math.log2(0), lambda: math.log10(-1), lambda: math.acos(2), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000),
    lambda: math.pow(0, -1), lambda: math.pow(10, 400), lambda: math.fmod(1, 0), lambda: math.floor(math.nan), lambda: math.ceil(math.inf), lambda: math.sqrt("a"), lambda: math.isqrt(-1), lambda: math.gcd(1.5), lambda: math.comb(-1, 2), lambda: math.sin(math.inf), lambda: math.hypot("a"), lambda: math.sqrt(), lambda: math.ldexp(1, 10000), lambda: math.cosh(1000), lambda: math.gamma(0), lambda: math.sqrt(10**400),
):
    try:
        print(wrong())
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)
print(math.sqrt(True), math.log(10**400) > 900, math.log2(2**2000))
