print(float(), float("1.5"), float(" -2e3 "), float("inf"), float("-Infinity"), float("nan"), float("1_0.5"), float(3), float(True), float(b"2.5"))
print((2.0).is_integer(), (2.5).is_integer(), (0.75).as_integer_ratio(), (0.1).as_integer_ratio(), (1.5).hex(), (0.1).hex(), float.fromhex("0x1.8p+1"), float.fromhex("-0x10"), (5.5).conjugate(), (5.5).real, (5.5).imag)
print((1.5).__add__(1), (1.5).__eq__("a"), (7.0).__floordiv__(2), round(5.5).__class__.__name__, (3.7).__trunc__(), (3.2).__ceil__(), (3.7).__floor__())
for wrong in (lambda: float("abc"), lambda: float(""), lambda: float("1__0"), lambda: float(None), lambda: float("1,5"), lambda: float("inf").as_integer_ratio(), lambda: float.fromhex("xyz")):
    try:
        wrong()
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
