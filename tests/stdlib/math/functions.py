import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.floor(-1.5), math.ceil(-1.5), math.trunc(2.7), math.fabs(-2), math.pow(2, 0.5), math.exp(1), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(0), math.expm1(0))
print(math.sin(0), math.cos(0), math.tan(0), math.atan2(1, 1), math.asin(1), math.acos(1), math.atan(1), math.sinh(0), math.cosh(0), math.tanh(0), math.degrees(math.pi), math.radians(180), math.hypot(3, 4), math.dist([0, 0], [3, 4]))
print(math.gcd(12, 18), math.gcd(), math.gcd(12, 18, 8), math.lcm(4, 6), math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.perm(4), math.isqrt(10**20), math.prod([1, 2, 3]), math.prod([], start=5), math.fsum([0.1] * 10), math.sumprod([1, 2], [3, 4]))
print(math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(3.25), math.frexp(8), math.ldexp(0.5, 4), math.remainder(7, 4), math.nextafter(1, 2), math.ulp(1.0), round(math.cbrt(27), 9), math.exp2(3), math.fma(2, 3, 4))
print(math.floor(10**30), math.ceil(2), type(math.floor(2.5)).__name__, math.gamma(5), round(math.lgamma(3), 9), math.erf(0), math.erfc(0))
