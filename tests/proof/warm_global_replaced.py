def f():
    return "f"


def g():
    return "g"


def call():
    return f()


def read():
    return limit


limit = 1
for _ in range(2000):
    call(), read()
print(call(), read())
globals()["f"] = g
globals()["limit"] = 2
print(call(), read())
del limit
try:
    read()
except NameError as e:
    print(e)
globals()["limit"] = 3
print(read())
for i in range(200):
    globals()[f"name{i}"] = i
print(call(), read(), name150)


def uses_builtin():
    return len([1, 2])


for _ in range(2000):
    uses_builtin()
len = lambda x: "shadowed"
print(uses_builtin())
del len
print(uses_builtin())
import builtins

builtins.invented = "from builtins"
print(invented)
del builtins.invented
