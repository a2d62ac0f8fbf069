print(-1 & 0xFF, -1 | 1, -5 ^ 3, ~-1, -6 & -4)
print(-1 >> 1, -8 >> 2, 1 << 0, -1 << 3)
print(5 & -(2**70), -(2**70) | 5, 2**70 ^ -1)
try:
    1 << -1
except ValueError as e:
    print(e)
try:
    1 >> -1
except ValueError as e:
    print(e)
