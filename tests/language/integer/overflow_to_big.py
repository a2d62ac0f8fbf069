big = 2**63 - 1
print(big, big + 1, -big - 1, -big - 2)
print(big * 2, big * big, -big * big)
print((big + 1) - 1 == big, (1 << 64) >> 64)
x = 1
for i in range(1, 30):
    x *= i
print(x)
print(-(-(2**63)), abs(-(2**63)), (-(2**63)) // -1)
print(2**62 + 2**62, 2**31 * 2**32, 3037000500**2)
