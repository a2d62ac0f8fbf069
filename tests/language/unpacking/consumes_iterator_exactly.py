def numbers():
    for n in range(10):
        print("yield", n)
        yield n


it = numbers()
try:
    a, b = it
except ValueError as e:
    print(e)
print(next(it, "end"))
