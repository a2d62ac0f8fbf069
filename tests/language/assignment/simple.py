a = 1
b = a
a = 2
print(a, b)
c = d = [1]
c.append(2)
print(c, d, c is d)
x: int = 3
print(x)
