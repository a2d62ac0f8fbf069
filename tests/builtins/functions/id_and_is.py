a = []
b = a
print(id(a) == id(b), id(a) == id([]), id(None) == id(None), isinstance(id(a), int))
s = "abc"
print(id(s) == id(s), id(1) == id(1), id(len) == id(len))
