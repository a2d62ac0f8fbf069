def f():
    x: undefined_name = 1
    y: also_undefined
    return x


print(f())
z: int
try:
    z
except NameError as e:
    print(e)


class C:
    a: int = 1
    b: str


print(C.a, C.__annotations__)
