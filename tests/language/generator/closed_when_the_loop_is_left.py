def g(name):
    try:
        yield 1
        yield 2
    finally:
        print("closed", name)


for x in g("break"):
    break
print("after break")
print(next(g("next")))
print("after next")


def f():
    for x in g("return"):
        return x


print(f())
try:
    for x in g("raise"):
        raise ValueError
except ValueError:
    print("raised")
