def pick(n):
    return "neg" if n < 0 else "zero" if n == 0 else "pos"


print(pick(-1), pick(0), pick(1))
xs = [x if x % 2 else -x for x in range(5)]
print(xs)
print((lambda x: x if x else "none")(0))
