def gen():
    try:
        yield 1
        yield 2
    finally:
        print("finally")


print("value", next(gen()))
for x in gen():
    print("loop", x)
    break
print("after the loop")


def f():
    for x in gen():
        return x


print("returned", f())
