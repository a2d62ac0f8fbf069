def now():
    print("default")
    return []


def f(x=now()):
    x.append(1)
    return x


print("defined")
print(f(), f(), f([0]))
print(f.__defaults__)


def g(a, *, k=now()):
    return k


print(g.__kwdefaults__, g.__defaults__)
i = 5
h = lambda x=i: x
i = 6
print(h())
