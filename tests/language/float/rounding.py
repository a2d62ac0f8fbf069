print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1234.5678, -2))
print(round(1e300), round(3.7), type(round(3.7)).__name__, type(round(3.7, 0)).__name__, round(15, -1), round(25, -1))
print(int(3.99), int(-3.99), 1e23, int(1e23), float(10**23) == 1e23)
import math

print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5))
try:
    round(float("nan"))
except ValueError as e:
    print(e)
