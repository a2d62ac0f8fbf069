a, b = {"x": 1, "y": 2}
print(a, b)
p, q, r = "héy"
print(p, q, r)
s, t = b"\x01\x02"
print(s, t)
