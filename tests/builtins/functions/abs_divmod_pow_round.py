print(abs(-5), abs(5.5), abs(-0.0), abs(True), abs(-(2**70)))
print(divmod(7, 2), divmod(-7, 2), divmod(7.5, 2), divmod(-1, 10**20))
print(pow(2, 10), pow(2, -1), pow(3, 100, 7), pow(2.0, 3), pow(5, 3, -7), pow(base=2, exp=3, mod=5))
print(round(2.5), round(3.5), round(-2.5), round(1234.567, 1), round(1234.567, -2), round(5, -1), round(15, -1), round(1e20), round(2.675, 2), round(True))
print(round(1.5, None), round(number=2.7), type(round(2.0, 1)).__name__)
try:
    pow(2.0, 3, 5)
except TypeError as e:
    print(e)
try:
    round(float("inf"))
except OverflowError as e:
    print(e)
