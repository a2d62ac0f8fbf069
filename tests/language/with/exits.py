class CM:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        print("exit", args[0])


def f():
    with CM():
        return "returned"


print(f())
for i in range(3):
    with CM():
        if i == 0:
            continue
        break


def g():
    with CM():
        yield 1
        yield 2


gen = g()
print(next(gen))
gen.close()
with CM() as a, CM() as b:
    print(a is b)
with CM() as (CM.x), CM() as CM.y:
    print(CM.x is CM.y)
