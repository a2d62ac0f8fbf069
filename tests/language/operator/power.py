print(2**10, 2**100, (-2) ** 3, 0**0, 2.0**3)
print(2**-2, (-8) ** 2, 1**-1)
print(pow(3, 4, 5), pow(3, -1, 7), pow(2, 10, 1))
try:
    0**-1
except ZeroDivisionError as e:
    print(e)
try:
    pow(2, -1, 4)
except ValueError as e:
    print(e)
try:
    pow(2, 1, 0)
except ValueError as e:
    print(e)
print(0.0**0, float("inf") ** 0, (-1) ** 1000001)
