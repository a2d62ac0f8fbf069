x = 7
x += 3
print(x)
x -= 1
print(x)
x *= 4
print(x)
x //= 5
print(x)
x %= 4
print(x)
x **= 5
print(x)
x <<= 3
print(x)
x >>= 1
print(x)
x |= 1
print(x)
x &= 0b111
print(x)
x ^= 0xFF
print(x)
x /= 4
print(x)
