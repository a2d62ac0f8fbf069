print(0.1 + 0.2, 1.1 * 3, 7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2)
print(divmod(-7.5, 2), 2.0**0.5, 2**0.5, (-8.0) ** 2)
print(1e308 * 10, -1e308 * 10, float("inf") - float("inf"))
print(5.0 // float("inf"), -5.0 // float("inf"), 5.0 % float("inf"), -5.0 % float("inf"))
print(0.0 == -0.0, -0.0 + 0.0, 0.0 * -1, 4.0 % -2.0)
for operation in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0.0**-1, lambda: 1e200**2, lambda: divmod(1.0, 0.0)):
    try:
        print(operation())
    except ArithmeticError as e:
        print(type(e).__name__, e)
