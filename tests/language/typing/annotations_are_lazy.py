class C:
    x: int = 1
    y: "forward"
    z: Later

    def m(self, a: Undefined, b: int = 2) -> Undefined2:
        return a


class Later:
    pass


print(C().m(5))
print(C.__annotations__["z"].__name__ if "z" in C.__annotations__ else None, C.__annotations__["y"])
try:
    C.m.__annotations__
except NameError as e:
    print(e)


def f(a: int, *args: str, k: float = 1.0, **kw: dict) -> list:
    local: undefined_again = 1
    return local


print(f.__annotations__, f(1))
m: int = 5
print(__annotations__ if "__annotations__" in globals() else "lazy")
