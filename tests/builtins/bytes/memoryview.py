m = memoryview(b"abcdef")
print(m[0], bytes(m[1:3]), len(m), m.tobytes(), m[::2].tobytes(), m == b"abcdef", m.nbytes, m.readonly, list(m[:2]))
a = bytearray(b"12345")
v = memoryview(a)
v[0] = 65
v[1:3] = b"BC"
print(a, bytes(v[-2:]))
try:
    m[0] = 1
except TypeError as e:
    print(e)
