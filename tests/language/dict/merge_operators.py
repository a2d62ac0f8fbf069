a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a)
c = a
c |= b
print(a, c is a)
c |= [("w", 5)]
print(c)
try:
    a | [("k", 1)]
except TypeError as e:
    print(e)
try:
    c |= 3
except TypeError as e:
    print(e)
