def g():
    while True:
        try:
            yield "waiting"
        except ValueError as e:
            print("caught", e)
            yield "handled"


x = g()
print(next(x))
print(x.throw(ValueError("v")))
print(next(x))
try:
    x.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
try:
    next(x)
except StopIteration:
    print("finished")
y = g()
try:
    y.throw(ValueError("unstarted"))
except ValueError as e:
    print(e)
print(list(y))
z = g()
next(z)
print(z.throw(ValueError))
try:
    z.throw(5)
except TypeError as e:
    print(e)
